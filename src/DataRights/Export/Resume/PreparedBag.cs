using DataRights.Export.Archive;

namespace DataRights.Export.Resume;

/// <summary>A part of an archive that is staged whole: it is known again by its length and the end of it.</summary>
internal sealed record PreparedBag(string ObjectName, long Bytes, ZipDirectory Directory, IReadOnlyList<BlockRun> Blocks);

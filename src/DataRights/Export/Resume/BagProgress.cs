using DataRights.Export.Archive;

namespace DataRights.Export.Resume;

/// <summary>What was added to one part of the archive: blocks that are staged, and entries that lie in them whole.</summary>
/// <param name="Number">The part, counted from 1.</param>
/// <param name="Blocks">In order.</param>
/// <param name="Entries">In order.</param>
internal sealed record BagProgress(int Number, IReadOnlyList<StagedBlock> Blocks, IReadOnlyList<ZipEntry> Entries);

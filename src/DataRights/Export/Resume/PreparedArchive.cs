using DataRights.Requests;

namespace DataRights.Export.Resume;

/// <summary>An archive that is staged whole.</summary>
/// <param name="Epoch">The run that staged the last of it.</param>
/// <param name="Archive">What will be recorded; without its SHA-256 where several runs have made it.</param>
/// <param name="Bags">Its parts; none when an earlier version of this program staged it, whose blocks are not known.</param>
/// <param name="Findings">What operators should look at.</param>
internal sealed record PreparedArchive(long Epoch, ArchiveInfo Archive, IReadOnlyList<PreparedBag> Bags, IReadOnlyList<string> Findings);

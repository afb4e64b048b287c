using DataRights.Requests;

namespace DataRights.Export.Resume;

/// <summary>An archive that has passed its reviews, so that a run which goes on does not read it all again.</summary>
/// <param name="Archive">What will be recorded, with its SHA-256.</param>
/// <param name="Findings">What the reviews ask operators to look at.</param>
/// <param name="Facts">The reviews' counts for the ledger.</param>
internal sealed record ReviewedArchive(ArchiveInfo Archive, IReadOnlyList<string> Findings, IReadOnlyDictionary<string, string> Facts);

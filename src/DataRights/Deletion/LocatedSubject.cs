using DataRights.Sources;

namespace DataRights.Deletion;

/// <summary>What a run has located of a subject: how to find it in every source, and counts.</summary>
internal sealed record LocatedSubject(Footprint Footprint, IReadOnlyList<LocatedRows> Rows);

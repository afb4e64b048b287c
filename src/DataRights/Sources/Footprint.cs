using DataRights.Mapping;
using DataRights.Subjects;

namespace DataRights.Sources;

/// <summary>
/// What locate found out about a subject, short of the rows themselves: the root key, and for each owning reference
/// that crosses from one source into another the values that its rows carry. From it every source can find its own
/// rows without shipping keys about. Personal data: held in memory, sealed at rest.
/// </summary>
/// <param name="Map">The map it was located by.</param>
/// <param name="Root">The subject.</param>
/// <param name="Entries">
/// For each cross-source edge, the distinct values (of the edge's <c>ToColumns</c>, already transformed when the edge
/// hashes) that lead into its referring collection. Within one source there are none.
/// </param>
public sealed record Footprint(DataMap Map, RootKey Root, IReadOnlyDictionary<EdgeId, IReadOnlyCollection<Key>> Entries)
{
    public override string ToString() => $"footprint from {Root.Collection}";
}

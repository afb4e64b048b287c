using DataRights.Mapping;

namespace DataRights.Sources;

/// <summary>What an erasure session works on.</summary>
/// <param name="Map">The map.</param>
/// <param name="Order">The source's collections, leaves before roots; collections of one inner list refer to each other in a cycle.</param>
public sealed record ErasureScope(DataMap Map, IReadOnlyList<IReadOnlyList<Collection>> Order)
{
    /// <summary>Rows that stay as they are, and with them what they hang on.</summary>
    public IReadOnlyList<HeldRows> Held { get; init; } = [];
}

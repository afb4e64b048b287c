using DataRights.Mapping;
using DataRights.Mapping.Expressions;

namespace DataRights.Retention.Holding;

/// <summary>The legal holds that concern one rule's raw rows, as they were read at a gate of its database.</summary>
/// <param name="Map">What connects rows to people.</param>
/// <param name="Gate">What the gate stood at before the holds were read: once it stands higher they may have changed. Null where nothing is to be asked.</param>
/// <param name="Everybody">Conditions on rows that are kept whoever's they are; null for all rows.</param>
/// <param name="People">Whose rows are kept.</param>
public sealed record RawHolds(DataMap? Map, long? Gate, IReadOnlyList<Predicate?> Everybody, IReadOnlyList<HeldPerson> People)
{
    /// <summary>No holds, and no gate to ask.</summary>
    public static RawHolds None { get; } = new(null, null, [], []);

    /// <summary>The collections of which any hold keeps some rows.</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];

    public bool IsEmpty => Everybody.Count + People.Count == 0;

    /// <summary>Says nothing of people.</summary>
    public override string ToString() => FormattableString.Invariant($"{Everybody.Count} holds on rows, {People.Count} on people");
}

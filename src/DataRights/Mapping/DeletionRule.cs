using DataRights.Mapping.Expressions;

namespace DataRights.Mapping;

/// <summary>What deletion does to the rows for which <see cref="When"/> holds (all, when there is no condition).</summary>
public sealed record DeletionRule
{
    public Predicate? When { get; init; }

    public required Treatment Treatment { get; init; }

    /// <summary>The law that asks for the rows to be kept; required with <see cref="Mapping.Treatment.Retain"/>.</summary>
    public string? Law { get; init; }

    /// <summary>When a retained row's time is over; required with <see cref="Mapping.Treatment.Retain"/>.</summary>
    public UntilRule? Until { get; init; }

    /// <summary>Column replacements for <c>anonymize</c> and <c>retain</c>.</summary>
    public IReadOnlyList<ColumnAnonymizer> Anonymize { get; init; } = [];

    public int Line { get; init; }
}

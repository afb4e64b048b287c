using DataRights.Mapping.Expressions;

namespace DataRights.Mapping;

/// <summary>An edge from rows of one collection to rows of another.</summary>
public sealed record Reference
{
    /// <summary>The columns of the referring collection.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The collection that is referred to.</summary>
    public required string To { get; init; }

    /// <summary>The columns there, one for each of <see cref="Columns"/>.</summary>
    public required IReadOnlyList<string> ToColumns { get; init; }

    /// <summary>True: rows here belong to the row there, and locate walks the edge. False: they merely point at it.</summary>
    public required bool Owns { get; init; }

    /// <summary>How both sides are compared.</summary>
    public JoinTransform Compare { get; init; }

    /// <summary>A condition on the referring row: the edge exists only where it holds (polymorphic owners).</summary>
    public Predicate? Where { get; init; }

    /// <summary>A condition on the row referred to (an e-mail address counts only when it is verified).</summary>
    public Predicate? ToWhere { get; init; }

    /// <summary>For an edge that does not own: set the referring columns to null when the row referred to is deleted.</summary>
    public bool Detach { get; init; }

    public int Line { get; init; }
}

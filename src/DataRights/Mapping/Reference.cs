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

    /// <summary>
    /// True: rows here are what the rows there are members of, a link table's far side (the conversation that my row of participants
    /// leads to). Locate walks the edge, but it makes no row the person's own.
    /// </summary>
    public bool Via { get; init; }

    /// <summary>True: the column here holds a list of values, a PostgreSQL array or a JSON array, and each of them refers to a row there.</summary>
    public bool Each { get; init; }

    /// <summary>Where in the JSON of the column here the value is, or the list of values; null when the column is the value.</summary>
    public JsonPath? Path { get; init; }

    /// <summary>Whether locate walks the edge.</summary>
    public bool IsWalked => Owns || Via;

    /// <summary>Whether many people can hold on to one row by it, so that a row which is reached by nothing else is nobody's own.</summary>
    public bool IsMembership => Via || (Owns && Each);

    /// <summary>How both sides are compared.</summary>
    public JoinTransform Compare { get; init; }

    /// <summary>A condition on the referring row: the edge exists only where it holds (polymorphic owners).</summary>
    public Predicate? Where { get; init; }

    /// <summary>A condition on the row referred to (an e-mail address counts only when it is verified).</summary>
    public Predicate? ToWhere { get; init; }

    /// <summary>For an edge that does not own: let go of the row referred to when it is deleted. The columns become null, or the JSON field, or the list loses the value.</summary>
    public bool Detach { get; init; }

    /// <summary>
    /// True when this is the way of a membership from the far row, and the other reference the link row's own column for it: other
    /// people's link rows then make the far row shared, so that it is never deleted under them.
    /// </summary>
    public bool LeadsBackBy(Reference other, Collection link) =>
        Via && To == link.Name && Columns.SequenceEqual(other.ToColumns) && ToColumns.SequenceEqual(other.Columns);

    public int Line { get; init; }
}

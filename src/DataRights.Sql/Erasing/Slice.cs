namespace DataRights.Sql.Erasing;

/// <summary>The rows of a work table from one place on, exclusive, to another, inclusive.</summary>
internal readonly record struct Slice(long After, long To)
{
    /// <summary>Every row, also those that have no place.</summary>
    public static Slice All => new(-1, long.MaxValue);

    /// <summary>The condition with a leading <c>and</c>, or nothing.</summary>
    public string Of(string alias) => this == All ? "" : FormattableString.Invariant($" and {alias}.{WorkTable.Place} > {After} and {alias}.{WorkTable.Place} <= {To}");
}

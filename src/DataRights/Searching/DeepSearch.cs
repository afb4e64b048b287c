namespace DataRights.Searching;

/// <summary>A search for identifiers in every text of a source's mapped tables.</summary>
/// <param name="Terms">What is looked for, at least one.</param>
/// <param name="Rows">How many rows of other people are read of a table at most; the person's own are read whatever their number.</param>
/// <param name="Within">How long one column may take.</param>
public sealed record DeepSearch(IReadOnlyList<SearchTerm> Terms, long Rows, TimeSpan Within)
{
    /// <summary>Columns that were searched already, and are left out.</summary>
    public IReadOnlyList<SearchedColumn> Done { get; init; } = [];
}

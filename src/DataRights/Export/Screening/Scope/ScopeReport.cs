namespace DataRights.Export.Screening.Scope;

/// <summary>What the check of a finished archive found: collections and counts, never values.</summary>
/// <param name="Rows">Rows that were judged.</param>
/// <param name="Foreign">Rows that do not lead to the person, by collection.</param>
/// <param name="NotCheckable">Rows that may lead to the person by columns which the archive does not show, by collection.</param>
/// <param name="Damaged">Entries that are damaged, not described, or not what is said of them.</param>
/// <param name="ErrorRate">How probable it was at most that a foreign row passed; 0 unless a collection is very large.</param>
internal sealed record ScopeReport(
    long Rows, IReadOnlyDictionary<string, long> Foreign, IReadOnlyDictionary<string, long> NotCheckable, long Damaged, double ErrorRate)
{
    /// <summary>Rows of columns that hold another person's identifier, by collection and column; empty when they were not looked for.</summary>
    public IReadOnlyDictionary<string, long> Mentions { get; init; } = new Dictionary<string, long>();

    public bool Passes => Foreign.Count == 0 && Damaged == 0;
}

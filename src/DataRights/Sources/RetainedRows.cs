namespace DataRights.Sources;

/// <summary>Rows kept under one rule. <paramref name="Undated"/> of them have no date to count from and are flagged.</summary>
public sealed record RetainedRows(int Rule, string Law, long Rows, DateTimeOffset? EarliestUntil, DateTimeOffset? LatestUntil, long Undated)
{
    /// <summary>These and those, under the same rule.</summary>
    public RetainedRows And(RetainedRows more) => this with
    {
        Rows = Rows + more.Rows,
        EarliestUntil = EarliestUntil < more.EarliestUntil || more.EarliestUntil is null ? EarliestUntil : more.EarliestUntil,
        LatestUntil = LatestUntil > more.LatestUntil || more.LatestUntil is null ? LatestUntil : more.LatestUntil,
        Undated = Undated + more.Undated,
    };
}

namespace DataRights.Sql.Tests.Retention.Attacks;

/// <summary>A published cell, as anybody can read it. The residual has no values.</summary>
internal sealed record Cell(IReadOnlyDictionary<string, string> Values, bool IsResidual, long Views, long Seconds, long People)
{
    public string Of(IEnumerable<string> columns) => string.Join('|', columns.Select(c => Values[c]));

    /// <summary>What publishing every group of rows would give that at least so many people share: no other gate, no residual.</summary>
    public static IReadOnlyList<Cell> Plain(IEnumerable<Visit> visits, IReadOnlyList<string> columns, int minimumPeople = 1) =>
    [
        .. visits.GroupBy(v => v.Of(columns))
            .Select(g => new Cell(columns.ToDictionary(c => c, c => g.First()[c]), false, g.Count(), g.Sum(v => v.Seconds), g.Select(v => v.Person).Distinct().Count()))
            .Where(c => c.People >= minimumPeople),
    ];
}

using System.Data.Common;
using System.Globalization;
using DataRights.Retention;

namespace DataRights.Sql.Retention;

/// <summary>Reads the figures of a publication from the same temporary tables that it published from.</summary>
internal sealed class RetentionFigures(RetentionDialect dialect, RetentionPlan plan, RetentionCells cells)
{
    private const string Passes = RetentionGate.Passes;

    // No number that is asked for is negative.
    private const long None = -1;

    /// <summary>The figures of a group, which are the same for each of its rules but for the name: cells are those of the common refinement.</summary>
    public async Task<PublishedPeriod> ReadAsync(DateOnly period, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        Task<long[]?> One(string sql) => RetentionCommands.RowAsync(connection, transaction, new SqlStatement { Text = sql }, cancellationToken);
        var n = (await One(FromCells))!;
        var s = (await One(FromShares))!;
        var left = (await One($"select {Whole("coalesce(sum(\"raw\"), 0)")}, count(distinct \"person\") from ({RetentionCells.LeftOver}) o"))!;
        var residual = await One($"select \"people\", {Whole(Achieved)}, {dialect.Ceiling("\"share\"")}, {Withheld} from {RetentionCells.Residual} where {Passes}");
        var classes = await ClassesAsync(connection, transaction, cancellationToken);
        return new PublishedPeriod(plan.Rule.Name, period, plan.Group.Period, AlreadyPublished: false)
        {
            RawRows = s[0] - s[1],
            LateRows = s[1],
            RowsOfNobody = s[2],
            RowsBeyondContributions = s[3],
            ValuesClamped = s[4],
            CellsPublished = n[0],
            CellsSuppressed = n[1],
            RowsPublished = n[2],
            RowsSuppressed = n[3],
            DominanceFailures = n[4],
            DiversityFailures = n[5],
            SmallestCell = Least(n[6], residual?[0]),
            Diversity = Least(n[7], residual?[1]),
            Dominance = new[] { n[8], residual?[2] ?? None }.Max() is >= 0 and var share ? share : null,
            AveragesWithheld = n[9] + (residual?[3] ?? 0),
            Residual = left[0] == 0 ? ResidualFate.Empty : residual is null ? ResidualFate.Suppressed : ResidualFate.Published,
            ResidualRows = left[0],
            ResidualPeople = left[1],
            Classes = classes,
        };
    }

    private static string Achieved => $"coalesce(\"l\", {None})";

    private string Withheld => plan.Shape.Averaged.Count == 0 ? "0" : string.Join(" + ", plan.Shape.Averaged.Select(i => $"case when {cells.Averages(i)} then 0 else 1 end"));

    private string FromCells =>
        $"""
        select {Sum(Passes, "1")}, {Sum($"not {Passes}", "1")}, {Sum(Passes, "\"raw\"")}, {Sum($"not {Passes}", "\"raw\"")},
          {Sum("\"enough\" = 1 and \"dom\" = 0", "1")}, {Sum("\"enough\" = 1 and \"div\" = 0", "1")},
          {Whole($"coalesce(min(case when {Passes} then \"people\" end), {None})")}, {Whole($"coalesce(min(case when {Passes} then \"l\" end), {None})")},
          {dialect.Ceiling($"coalesce(max(case when {Passes} then \"share\" end), {None})")}, {Sum(Passes, $"({Withheld})")} from {RetentionCells.Cells}
        """;

    private string FromShares
    {
        get
        {
            var nobody = Sum("\"person\" is null", "\"raw\"");
            return $"select {Sum("true", "\"raw\"")}, {Sum("\"cell\" = 0", "\"raw\"")}, {nobody}, {Sum("true", "\"raw\" - \"rows\"")}, {Sum("true", "\"clamped\"")} from {RetentionCells.Shares}";
        }
    }

    private async Task<IReadOnlyList<CellClass>> ClassesAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement
        {
            Text = $"select {Whole(Bucket)}, {Whole($"case when {Passes} then 1 else 0 end")}, count(*), {Whole("sum(\"raw\")")}, {Whole("sum(\"people\")")} from {RetentionCells.Cells} group by 1, 2 order by 1, 2",
        };
        await using var command = RetentionCommands.On(connection, transaction, statement);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var classes = new List<CellClass>();
        while (await reader.ReadAsync(cancellationToken))
        {
            classes.Add(new CellClass(reader.GetInt64(0), reader.GetInt64(1) == 1, reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
        }

        return classes;
    }

    private static string Bucket
    {
        get
        {
            var powers = Enumerable.Range(0, 40).Select(i => (long)CellClass.Exact << i).Reverse();
            var cases = string.Join(' ', powers.Select(p => string.Create(CultureInfo.InvariantCulture, $"when \"people\" >= {p} then {p}")));
            return $"case when \"people\" < {CellClass.Exact} then \"people\" {cases} end";
        }
    }

    private static long? Least(long one, long? other) => new[] { one, other ?? None }.Where(x => x >= 0).Select(x => (long?)x).Min();

    private string Sum(string when, string value) => Whole($"coalesce(sum(case when {when} then {value} else 0 end), 0)");

    private string Whole(string expression) => $"cast({expression} as {dialect.CountType})";
}

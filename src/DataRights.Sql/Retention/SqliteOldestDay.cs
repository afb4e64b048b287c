using System.Data.Common;
using System.Globalization;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>Finds the day of the oldest row. The smallest text is found by index; offsets may put the oldest moment into one of the next few days of text.</summary>
internal sealed class SqliteOldestDay(RetentionPlan plan, DbConnection connection, DbTransaction? transaction)
{
    private static readonly string[] Kinds = ["date", "moment", "reading"];

    private readonly string column = $"r.{SqlDialect.Quote(plan.Time.Name)}";

    public async Task<DateOnly?> FindAsync(DateOnly? from, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var start = from is { } day ? From(day) : $"{column} >= '{RetentionDialect.TooEarly}'";
        var smallest = string.Create(CultureInfo.InvariantCulture,
            $"select substr({column}, 1, 10) from {plan.RawTable} r where {start} and {column} < '{before.UtcDateTime.AddDays(3):yyyy-MM-dd}' and {SqliteTimes.Dated(column)} order by {column} limit 1");
        if (await RetentionCommands.ScalarAsync(connection, transaction, smallest, cancellationToken) is not string text)
        {
            return null;
        }

        var first = Day(text);
        var near = string.Create(CultureInfo.InvariantCulture, $"from {plan.RawTable} r where {column} >= '{first:yyyy-MM-dd}' and {column} < '{first.AddDays(5):yyyy-MM-dd}' and {start} and {SqliteTimes.Dated(column)}");
        var kinds = Kinds.Select(k => $"(select min({(k == "date" ? column : $"unixepoch({column})")}) {near} and {SqliteTimes.Case(plan.Rule, column, Is(k, "date"), Is(k, "moment"), Is(k, "reading"))})");
        var statement = new SqlStatement { Text = $"select {string.Join(", ", kinds)}" };
        await using var command = RetentionCommands.On(connection, transaction, statement);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        DateOnly?[] days =
        [
            await reader.IsDBNullAsync(0, cancellationToken) ? null : Day(reader.GetString(0)),
            await reader.IsDBNullAsync(1, cancellationToken) ? null : plan.Calendar.DayOf(DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(1))),
            await reader.IsDBNullAsync(2, cancellationToken) ? null : plan.Walls.DayOf(DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(2)).DateTime, plan.Calendar),
        ];
        return days.Min();
    }

    private string From(DateOnly day)
    {
        var start = plan.Calendar.StartOf(day);
        string Since(DateTimeOffset moment) => string.Create(CultureInfo.InvariantCulture, $"unixepoch({column}) >= {moment.ToUnixTimeSeconds()}");
        return string.Create(CultureInfo.InvariantCulture,
            $"{column} >= '{day.AddDays(-2):yyyy-MM-dd}' and {SqliteTimes.Case(plan.Rule, column, $"{column} >= '{day:yyyy-MM-dd}'", Since(start), Since(SqliteTimes.Utc(plan.Walls.BoundAt(start))))}");
    }

    private static string Is(string kind, string asked) => kind == asked ? "1" : "0";

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Data.Common;

namespace DataRights.Sql.Retention;

/// <summary>Looks up periods by how far they are.</summary>
internal static class WatermarkPeriods
{
    /// <summary>The oldest published period whose destruction is not settled.</summary>
    public static async Task<DateOnly?> OldestUnsettledAsync(RetentionPlan plan, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"select cast(min(day) as text) from {Watermark.TableName} where {Watermark.OfRules(statement, plan)} and {Watermark.Unrecorded}";
        await using var command = RetentionCommands.On(connection, transaction, statement);
        return await command.ExecuteScalarAsync(cancellationToken) is string day ? Watermark.Day(day) : null;
    }

    /// <summary>The newest periods up to one that were published and are not settled: what is left of them may go.</summary>
    public static Task<IReadOnlyList<DateOnly>> OpenAsync(RetentionPlan plan, DateOnly upTo, int most, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"select distinct cast(day as text) from {Watermark.TableName} where {Watermark.OfRules(statement, plan)} and day <= {statement.Parameter(upTo)} and {Watermark.Unsettled} order by 1 desc limit {statement.Parameter(most)}";
        return DaysAsync(statement, connection, transaction, cancellationToken);
    }

    /// <summary>The periods that keep rows for holds and are done otherwise, oldest first.</summary>
    public static Task<IReadOnlyList<DateOnly>> HeldAsync(RetentionPlan plan, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"select distinct cast(day as text) from {Watermark.TableName} where {Watermark.OfRules(statement, plan)} and rows_held > 0 order by 1";
        return DaysAsync(statement, connection, transaction, cancellationToken);
    }

    private static async Task<IReadOnlyList<DateOnly>> DaysAsync(SqlStatement statement, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var command = RetentionCommands.On(connection, transaction, statement);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var days = new List<DateOnly>();
        while (await reader.ReadAsync(cancellationToken))
        {
            days.Add(Watermark.Day(reader.GetString(0)));
        }

        return days;
    }
}

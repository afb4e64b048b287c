using System.Diagnostics;
using DataRights.Bench.Measuring;
using Npgsql;

namespace DataRights.Bench.Baselines;

/// <summary>The same deletes written by hand, in one transaction: no plan, no capture, no check, no receipt.</summary>
internal static class DeleteBaseline
{
    public static async Task<Measurement> RunAsync(int person, string connection, CancellationToken cancellationToken)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(cancellationToken);
        var watch = Stopwatch.StartNew();
        await using var transaction = await open.BeginTransactionAsync(cancellationToken);
        var rows = 0L;
        foreach (var statement in HandSql.Deletes(person))
        {
            await using var command = new NpgsqlCommand(statement, open, transaction) { CommandTimeout = 0 };
            rows += await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new Measurement(watch.Elapsed.TotalSeconds, 0, 0, rows, 0, 0, "deleted");
    }
}

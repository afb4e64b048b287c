using System.Data.Common;
using DataRights.Retention;
using DataRights.Retention.Holding;

namespace DataRights.Sql.Retention;

/// <summary>
/// A run's memory: where its look for rows begins, and, once it has published a few periods, whose each device is. Looking that up device by
/// device costs least for the few of one day; in a backlog every look passes over rows that are destroyed and not vacuumed away yet.
/// </summary>
internal sealed class RetentionSession(SqlDatabase database, RetentionDialect dialect, RetentionPlan plan, RetentionSteps steps) : IRetentionSession
{
    /// <summary>So many publications look devices up.</summary>
    private const int BeforeLinks = 4;

    private readonly RunProgress progress = new();
    private readonly SessionLinks links = new(dialect, plan);

    private DbConnection? kept;
    private int published;

    public Task<DateOnly?> OldestDueAsync(DateTimeOffset closedBefore, RawHolds holds, CancellationToken cancellationToken) =>
        steps.OnConnectionAsync(connection => new DuePeriods(dialect, plan, progress).OldestAsync(closedBefore, steps.Rows, holds, connection, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<PublishedPeriod>> PublishAsync(DateOnly period, RawHolds holds, CancellationToken cancellationToken)
    {
        if (published++ == BeforeLinks && links.IsUseful && database.Sessions > 1)
        {
            await KeepAsync(cancellationToken);
        }

        return kept is null
            ? await steps.OnConnectionAsync(connection => steps.PublishAsync(plan, period, holds, progress, areLinked: false, connection, cancellationToken), cancellationToken)
            : await database.GuardAsync(() => steps.PublishAsync(plan, period, holds, progress, areLinked: true, kept, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (kept is { } connection)
        {
            kept = null;
            await using (connection)
            {
                // A pool may hand it out again. One that broke has forgotten the table.
                if (connection.State == System.Data.ConnectionState.Open)
                {
                    await database.GuardAsync(() => links.DropAsync(connection, CancellationToken.None));
                }
            }
        }
    }

    // Its table lives as long as its connection.
    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken);
        try
        {
            await database.GuardAsync(async () =>
            {
                await dialect.ConnectAsync(connection, cancellationToken);
                await links.ReadAsync(connection, cancellationToken);
            });
            kept = connection;
        }
        finally
        {
            if (kept is null)
            {
                await connection.DisposeAsync();
            }
        }
    }
}

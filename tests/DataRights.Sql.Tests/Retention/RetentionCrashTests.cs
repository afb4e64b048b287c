using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sql.Retention;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

/// <summary>A run that is stopped anywhere and begun again, and runs beside each other, leave what one undisturbed run leaves.</summary>
public abstract class RetentionCrashTests(SourceKind kind) : RetentionTests(kind)
{
    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 1, 7, 23, 0, 0, TimeSpan.Zero).AddDays(90);

    [Theory]
    [InlineData(1, 9)]
    [InlineData(5, 9)]
    public Task A_run_stopped_at_some_statement_commit_or_append_is_completed_by_the_next(int first, int every) => StopAsync(first, every);

    [Fact]
    [Trait("run", "long")]
    public Task A_run_stopped_at_any_statement_commit_or_append_is_completed_by_the_next() => StopAsync(1, 1);

    [Fact]
    public async Task Two_runners_at_once_leave_what_one_leaves()
    {
        var undisturbed = await UndisturbedAsync();
        await SeedAsync();
        var ledger = new RecordingLedger();
        var second = SqlRetention.Open("main", Database.Kind, Database.ConnectionString);

        await Task.WhenAll(Task.Run(() => RunAsync(Store, ledger), Token), Task.Run(() => RunAsync(second, ledger), Token));

        Assert.Equal(undisturbed, await OutcomeAsync(ledger));
        await ((IAsyncDisposable)second).DisposeAsync();
    }

    private async Task StopAsync(int first, int every)
    {
        var undisturbed = await UndisturbedAsync();
        for (var at = first; ; at += every)
        {
            await SeedAsync();
            var ledger = new RecordingLedger();
            var isStopped = await IsStoppedAsync(ledger, at);
            await RunAsync(Store, ledger);
            Assert.True(undisturbed == await OutcomeAsync(ledger), $"Stopped at {at}: {await OutcomeAsync(ledger)}\ninstead of\n{undisturbed}");
            if (!isStopped)
            {
                // Long enough to have met every kind of step.
                Assert.True(at > 40, $"The run had {at} steps only.");
                return;
            }
        }
    }

    private async Task<bool> IsStoppedAsync(RecordingLedger ledger, int at)
    {
        var steps = 0;
        void Step()
        {
            if (++steps == at)
            {
                throw new InvalidOperationException("stopped");
            }
        }

        RetentionCommands.Interrupt.Value = Step;
        ledger.Interrupt = Step;
        try
        {
            await RunAsync(Store, ledger);
            return false;
        }
        catch (InvalidOperationException e) when (e.Message == "stopped")
        {
            return true;
        }
        finally
        {
            RetentionCommands.Interrupt.Value = null;
            ledger.Interrupt = null;
        }
    }

    private async Task<string> UndisturbedAsync()
    {
        await SeedAsync();
        var ledger = new RecordingLedger();
        await RunAsync(Store, ledger);
        return await OutcomeAsync(ledger);
    }

    private async Task SeedAsync()
    {
        await Database.ExecuteAsync("drop table if exists data_rights_retention");
        await Database.ExecuteAsync("drop table if exists page_views_daily");
        await Database.ExecuteAsync("delete from page_views");
        await Database.InsertAsync([.. Enumerable.Range(0, 3).SelectMany(d => Enumerable.Range(0, 5).Select(i => new RawRow(At(Day.AddDays(d), 8 + i), i % 3, null)))]);
    }

    /// <summary>Tables, counts and ledger, as one text.</summary>
    private async Task<string> OutcomeAsync(RecordingLedger ledger) => string.Join('\n',
        (await Database.CellsAsync(Rule))
        .Append($"raw {await Database.CountAsync()}")
        .Concat(await Database.RowsAsync("select rule, cast(day as text), cast(raw_rows as text), cast(cells_published as text), cast(cells_suppressed as text), cast(rows_published as text), cast(rows_suppressed as text), cast(rows_destroyed as text), cast(rows_settled as text), cast(rows_held as text), case when destroyed_at is null then 'open' else 'destroyed' end from data_rights_retention"))
        .Concat(ledger.Entries.Select(e => $"{e.Key} {e.Code} {string.Join(' ', e.Facts.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"))}").Order(StringComparer.Ordinal)));

    private static async Task RunAsync(IRetentionStore store, RecordingLedger ledger)
    {
        var results = await TestRunner.Of(store, ledger, Now, [Rule]).RunAsync(TimeSpan.FromHours(1), Token);
        Assert.Null(Assert.Single(results).FailureCode);
    }
}

public sealed class SqliteRetentionCrashTests() : RetentionCrashTests(SourceKind.Sqlite);

public sealed class PostgresRetentionCrashTests() : RetentionCrashTests(SourceKind.Postgres);

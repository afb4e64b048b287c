using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sql.Retention;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

/// <summary>Gives each test a database of its own and a store on it; every suite runs on SQLite and on PostgreSQL.</summary>
public abstract class RetentionTests(SourceKind kind) : IAsyncLifetime
{
    internal static readonly RetentionRule Rule = new()
    {
        Name = "page_views",
        Source = "main",
        From = "page_views",
        Time = "viewed_at",
        Zone = "Europe/Berlin",
        Window = IsoDuration.FromDays(90),
        Person = ["user_id", "device_id"],
        Keep = [new("route", Generalization.AsIs), new("viewed_at", Generalization.Day)],
        Measures = [new("views", MeasureKind.Count, null), new("seconds", MeasureKind.Sum, "seconds")],
        Into = "page_views_daily",
        MinimumPeople = 2,
    };

    internal static readonly DateOnly Day = new(2026, 1, 5);

    internal static readonly DateTimeOffset LongAfter = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    internal RetentionDatabase Database { get; private set; } = null!;

    internal IRetentionStore Store { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (kind == SourceKind.Postgres)
        {
            var postgres = new PostgresRetentionDatabase();
            Database = postgres;
            await postgres.CreateDatabaseAsync();
        }
        else
        {
            Database = new SqliteRetentionDatabase();
        }

        await Database.CreateAsync();
        Store = SqlRetention.Open("main", Database.Kind, Database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Store is IAsyncDisposable store)
        {
            await store.DisposeAsync();
        }

        await Database.DisposeAsync();
    }

    /// <summary>A moment of the day, in UTC.</summary>
    internal static DateTimeOffset At(DateOnly day, int hour, int minute = 0, int second = 0) =>
        new(day, new TimeOnly(hour, minute, second), TimeSpan.Zero);

    internal async Task<PublishedPeriod> WorkDayAsync(RetentionRule rule, DateOnly day) => (await WorkAsync(RetentionGroup.Of(rule), day))[0];

    internal async Task<IReadOnlyList<PublishedPeriod>> WorkAsync(RetentionGroup group, DateOnly period)
    {
        var published = await Store.PublishAsync(group, period, Token);
        while (await Store.DestroyAsync(group, period, 1000, Token) > 0)
        {
        }

        var done = await Store.FindAsync(group, period, Token);
        await Store.SettleAsync(group, period, done![0].RowsDestroyed, Token);
        return published;
    }
}

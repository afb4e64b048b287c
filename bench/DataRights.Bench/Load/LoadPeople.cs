using Npgsql;

namespace DataRights.Bench.Load;

/// <summary>People with rows in ten tables, and what can be asked about them afterwards.</summary>
internal static class LoadPeople
{
    public static readonly string[] Tables = ["users", "profiles", "addresses", "orders", "order_items", "payments", "sessions", "events", "messages", "notes"];

    private const long Base = 100_000_000;

    /// <summary>What the person is found by.</summary>
    public static string UserId(int person) => FormattableString.Invariant($"{person * Base}");

    public static async Task CreateAsync(string connection, CancellationToken cancellationToken) => await RunAsync(connection, "schema.sql", cancellationToken);

    /// <summary>To be called when all are seeded.</summary>
    public static async Task IndexAsync(string connection, CancellationToken cancellationToken) => await RunAsync(connection, "indexes.sql", cancellationToken);

    /// <summary>Adds the people of those numbers, with that many rows each.</summary>
    public static async Task SeedAsync(string connection, int from, int to, int rows, CancellationToken cancellationToken)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(cancellationToken);
        await using var settings = new NpgsqlCommand(
            FormattableString.Invariant($"select set_config('bench.rows', '{rows}', false), set_config('bench.from', '{from}', false), set_config('bench.to', '{to}', false)"), open);
        await settings.ExecuteNonQueryAsync(cancellationToken);
        await using var seed = new NpgsqlCommand(await ReadAsync("seed.sql", cancellationToken), open) { CommandTimeout = 0 };
        await seed.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How many rows these people have, and what all others' rows hash to, over all tables.</summary>
    public static async Task<(long Rows, string Others)> LookAsync(string connection, IReadOnlyCollection<int> people, CancellationToken cancellationToken)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(cancellationToken);
        var (rows, others) = (0L, new List<string>());
        foreach (var table in Tables)
        {
            await using var command = new NpgsqlCommand(
                $"select count(*) filter (where p is not null), count(*) filter (where p is null), coalesce(sum(hashtextextended(t::text, 0)::numeric) filter (where p is null), 0)::text from {table} t left join unnest($1) p on p = t.id / {Base}",
                open)
            {
                CommandTimeout = 0,
                Parameters = { new NpgsqlParameter<long[]> { TypedValue = [.. people.Select(p => (long)p)] } },
            };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            rows += reader.GetInt64(0);
            others.Add(FormattableString.Invariant($"{table}:{reader.GetInt64(1)}:{reader.GetString(2)}"));
        }

        return (rows, string.Join(' ', others));
    }

    private static async Task RunAsync(string connection, string script, CancellationToken cancellationToken)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(await ReadAsync(script, cancellationToken), open) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Task<string> ReadAsync(string script, CancellationToken cancellationToken) =>
        File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Data", "load", script), cancellationToken);
}

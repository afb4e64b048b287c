using Npgsql;

namespace DataRights.Bench.Measuring;

/// <summary>The people of the bench: two with many rows, one with a tenth of that, 9,997 with fifty.</summary>
internal static class BenchData
{
    /// <summary>Is exported, then deleted by the engine.</summary>
    public const int Large = 1;

    /// <summary>Has a tenth of the rows: memory must not tell the difference.</summary>
    public const int Tenth = 2;

    /// <summary>As large; is deleted by hand-written SQL.</summary>
    public const int Twin = 3;

    /// <summary>Has fifty rows.</summary>
    public const int Small = 5000;

    public static string MapFile => Path.Combine(AppContext.BaseDirectory, "Data", "data-map.json");

    public static async Task SeedAsync(string connection, int rows, CancellationToken cancellationToken)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(cancellationToken);
        await using var settings = new NpgsqlCommand("select set_config('bench.rows', $1, false), set_config('maintenance_work_mem', '256MB', false), set_config('work_mem', '256MB', false)", open)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = FormattableString.Invariant($"{rows}") } },
        };
        await settings.ExecuteNonQueryAsync(cancellationToken);
        foreach (var script in new[] { "schema.sql", "seed.sql", "indexes.sql" })
        {
            var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Data", script), cancellationToken);
            await using var command = new NpgsqlCommand(text, open) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

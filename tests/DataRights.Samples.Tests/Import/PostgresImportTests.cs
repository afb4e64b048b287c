using System.Globalization;
using DataRights.Requests;
using DataRights.Samples.Import;
using DataRights.Samples.PythonPro;
using DataRights.Samples.Tests.PythonPro;
using DataRights.Testing.Servers;
using Microsoft.Data.Sqlite;
using Xunit;

namespace DataRights.Samples.Tests.Import;

/// <summary>An archive of PostgreSQL's rows, loaded into PostgreSQL and into SQLite with what its data package says alone.</summary>
public sealed class PostgresImportTests(PostgresFixture postgres, ThousandPeople thousand) : IClassFixture<PostgresFixture>, IClassFixture<ThousandPeople>, IDisposable
{
    private readonly TempDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Archive => folder.Combine("archive.zip");

    [Theory]
    [InlineData(ExportFormat.Json)]
    [InlineData(ExportFormat.Ndjson)]
    [InlineData(ExportFormat.Csv)]
    public async Task Rows_of_every_type_are_found_again_in_postgres(ExportFormat format)
    {
        await using var source = await EveryType.SeedAsync(postgres, Token);
        await File.WriteAllBytesAsync(Archive, await EveryType.ExportAsync(source, format), Token);
        await using var target = await postgres.CreateDatabaseAsync(Token);
        Assert.Equal(0, await ImportProgram.RunAsync([Archive, target.ConnectionString], TextWriter.Null, Token));

        foreach (var (column, type, imported) in EveryType.Columns)
        {
            var kind = await target.ScalarAsync<string>($"SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '\"main.things\"'::regclass AND attname = '{column}'", Token);
            Assert.Equal((column, imported), (column, kind));
            var there = await target.ScalarAsync<string>($"SELECT string_agg(coalesce({EveryType.Again(column, type, imported)}, '∅'), E'\\x1e' ORDER BY id) FROM \"main.things\"", Token);
            var here = await source.ScalarAsync<string>($"SELECT string_agg(coalesce({EveryType.Here(column, type, format)}, '∅'), E'\\x1e' ORDER BY id) FROM things WHERE owner = 7", Token);
            Assert.Equal((column, here), (column, there));
        }

        Assert.Equal(2L, await target.ScalarAsync<long>("SELECT count(*) FROM \"main.parts\"", Token));
        await RefusedAsync(target, "INSERT INTO \"main.things\" SELECT * FROM \"main.things\"", "23505");
        await RefusedAsync(target, "INSERT INTO \"main.parts\" (thing, number, name) VALUES (99, 1, 'of nothing')", "23503");
        await RefusedAsync(target, "UPDATE \"main.things\" SET mood = 'furious'", "23514");
    }

    [Theory]
    [InlineData(ExportFormat.Json)]
    [InlineData(ExportFormat.Csv)]
    public async Task Rows_of_every_type_are_found_again_in_sqlite(ExportFormat format)
    {
        await using var source = await EveryType.SeedAsync(postgres, Token);
        await File.WriteAllBytesAsync(Archive, await EveryType.ExportAsync(source, format), Token);
        var file = folder.Combine("imported.db");
        Assert.Equal(0, await ImportProgram.RunAsync([Archive, file], TextWriter.Null, Token));

        await using var target = new SqliteConnection($"Data Source={file};Pooling=False");
        await target.OpenAsync(Token);
        foreach (var (column, select) in new[]
        {
            ("big", "big::text"), ("amount", "replace(amount::text, 'Infinity', 'INF')"), ("yes", "CASE WHEN yes THEN '1' WHEN NOT yes THEN '0' END"), ("day", "day::text"), ("uid", "uid::text"), ("words", "words"), ("mood", "mood::text"),
            ("bytes", "upper(encode(bytes, 'hex'))"), ("names", "to_jsonb(names)::text"),
        })
        {
            await using var command = target.CreateCommand();
            var value = column switch { "bytes" => "CASE WHEN bytes IS NOT NULL THEN hex(bytes) END", "names" => "json(names)", _ => $"CAST({column} AS TEXT)" };
            command.CommandText = $"SELECT group_concat(v, char(30)) FROM (SELECT coalesce({value}, '∅') AS v FROM \"main.things\" ORDER BY id)";
            var here = await source.ScalarAsync<string>($"SELECT string_agg(coalesce({select}, '∅'), E'\\x1e' ORDER BY id) FROM things WHERE owner = 7", Token);
            Assert.Equal((column, Bare(here)), (column, Bare((string?)await command.ExecuteScalarAsync(Token))));
        }

        await using var wrong = target.CreateCommand();
        wrong.CommandText = "UPDATE \"main.things\" SET mood = 'furious'";
        await Assert.ThrowsAsync<SqliteException>(() => wrong.ExecuteNonQueryAsync(Token));

        static string? Bare(string? text) => text?.Replace(" ", "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExportFormat.Json)]
    [InlineData(ExportFormat.Ndjson)]
    [InlineData(ExportFormat.Csv)]
    public async Task An_archive_of_sqlites_rows_is_found_again_in_postgres(ExportFormat format)
    {
        await using var target = await postgres.CreateDatabaseAsync(Token);
        await File.WriteAllBytesAsync(Archive, await SampleArchive.ExportAsync(thousand.Sample, PythonProPeople.SpreadsheetFormula, format, 100_000), Token);
        Assert.Equal(0, await ImportProgram.RunAsync([Archive, target.ConnectionString], TextWriter.Null, Token));

        foreach (var (table, owner, column) in new[] { ("users", "id", "name"), ("profiles", "user_id", "bio"), ("comments", "author_id", "body") })
        {
            var here = thousand.Sample.Rows($"SELECT {column} FROM {table} WHERE {owner} = {PythonProPeople.SpreadsheetFormula}")
                .Select(r => Convert.ToString(r[0], CultureInfo.InvariantCulture)!).Order(StringComparer.Ordinal);
            await using var connection = await target.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT {column} FROM \"main.{table}\"";
            await using var reader = await command.ExecuteReaderAsync(Token);
            List<string> there = [];
            while (await reader.ReadAsync(Token))
            {
                there.Add(reader.IsDBNull(0) ? "" : reader.GetString(0));
            }

            Assert.NotEmpty(there);
            Assert.Equal(here, there.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_database_that_is_not_empty_and_an_archive_that_is_wrong_are_left_as_they_are()
    {
        await using var source = await EveryType.SeedAsync(postgres, Token);
        await File.WriteAllBytesAsync(Archive, await EveryType.ExportAsync(source, ExportFormat.Json), Token);
        Assert.Equal(1, await ImportProgram.RunAsync([Archive, source.ConnectionString], TextWriter.Null, Token));

        // The same file twice: every row is there twice, which the primary keys do not take.
        await using var target = await postgres.CreateDatabaseAsync(Token);
        Assert.Equal(1, await ImportProgram.RunAsync([Archive, Archive, target.ConnectionString], TextWriter.Null, Token));
        Assert.Equal(0L, await target.ScalarAsync<long>("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", Token));
    }

    public void Dispose() => folder.Dispose();

    private static async Task RefusedAsync(PostgresDatabase database, string sql, string state) =>
        Assert.Equal(state, (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.ExecuteAsync(sql, Token))).SqlState);
}

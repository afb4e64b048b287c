using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using DataRights.Export;
using DataRights.Requests;
using DataRights.Samples.Import;
using DataRights.Samples.PythonPro;
using DataRights.Samples.Tests.PythonPro;
using Microsoft.Data.Sqlite;
using Xunit;

namespace DataRights.Samples.Tests.Import;

/// <summary>What the data package says is enough to have the rows again, in a database that knew nothing of them.</summary>
public sealed class ImportTests(ThousandPeople thousand) : IClassFixture<ThousandPeople>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("import-").FullName;

    private string Archive => Path.Combine(folder, "archive.zip");

    private string Database => Path.Combine(folder, "imported.db");

    public static TheoryData<ExportFormat, long> PeopleInEachFormat()
    {
        var people = new[]
        {
            PythonProPeople.Ordinary, PythonProPeople.ScriptTag, PythonProPeople.SpreadsheetFormula, PythonProPeople.RightToLeft, PythonProPeople.Emoji,
            PythonProPeople.MegabyteText, PythonProPeople.Heavy,
        };
        var cases = new TheoryData<ExportFormat, long>();
        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            foreach (var person in people)
            {
                cases.Add(format, person);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(PeopleInEachFormat))]
    public async Task The_imported_rows_are_the_persons(ExportFormat format, long person)
    {
        await ImportAsync(format, person, partSize: 100_000);

        foreach (var (table, where) in new[] { ("users", "id"), ("comments", "author_id"), ("code_runs", "user_id"), ("quiz_answers", "user_id"), ("invoices", "user_id"), ("profiles", "user_id") })
        {
            using var imported = Open();
            var columns = Rows(imported, $"SELECT name, type FROM pragma_table_info('main.{table}')").Select(c => $"\"{c[0]}\"").Where(c => !IsShownInPart(table, c)).ToList();
            Assert.True(columns.Count > 1, table);
            var select = $"SELECT {string.Join(", ", columns.Select(c => $"cast({c} AS TEXT)"))} FROM ";
            Assert.Equal(Sorted(thousand.Sample.Rows($"{select}{table} WHERE {where} = {person}")), Sorted(Rows(imported, $"{select}\"main.{table}\"")));
        }
    }

    [Theory]
    [InlineData(ExportFormat.Json)]
    [InlineData(ExportFormat.Ndjson)]
    [InlineData(ExportFormat.Csv)]
    public async Task An_archive_of_several_files_is_one_database(ExportFormat format)
    {
        var options = new ExportOptions { PartSize = 20_000, ArchiveSize = 200_000 };
        var files = await SampleArchive.ExportPartsAsync(thousand.Sample, PythonProPeople.Heavy, format, options);
        Assert.True(files.Count > 1, $"{files.Count} file.");
        var paths = files.Select((_, i) => Path.Combine(folder, FormattableString.Invariant($"archive-{i}.zip"))).ToList();
        foreach (var (path, bytes) in paths.Zip(files))
        {
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, await ImportProgram.RunAsync([.. paths, Database], TextWriter.Null, TestContext.Current.CancellationToken));

        using var imported = Open();
        foreach (var (table, where) in new[] { ("users", "id"), ("comments", "author_id"), ("code_runs", "user_id"), ("invoices", "user_id") })
        {
            Assert.Equal(
                thousand.Sample.Rows($"SELECT count(*) FROM {table} WHERE {where} = {PythonProPeople.Heavy}")[0][0],
                Rows(imported, $"SELECT count(*) FROM \"main.{table}\"")[0][0]);
        }

        Assert.Empty(Rows(imported, "PRAGMA foreign_key_check"));
    }

    [Theory]
    [InlineData(ExportFormat.Json)]
    [InlineData(ExportFormat.Ndjson)]
    [InlineData(ExportFormat.Csv)]
    public async Task Types_and_keys_are_the_data_packages_and_the_database_keeps_to_them(ExportFormat format)
    {
        await ImportAsync(format, PythonProPeople.Ordinary, partSize: 1_000_000);

        using var imported = Open();
        Assert.Equal(["id"], Rows(imported, "SELECT name FROM pragma_table_info('main.users') WHERE pk > 0").Select(r => r[0]));
        Assert.Contains(Rows(imported, "SELECT \"table\", \"from\", \"to\" FROM pragma_foreign_key_list('main.code_runs')"), r => r is ["main.users", "user_id", "id"]);
        Assert.Contains(Rows(imported, "SELECT name, type FROM pragma_table_info('main.quiz_answers')"), r => r is ["correct", "INTEGER"]);
        Assert.Empty(Rows(imported, "PRAGMA foreign_key_check"));
        Assert.Throws<SqliteException>(() => Rows(imported, "INSERT INTO \"main.users\" (id) VALUES ('x') RETURNING id"));
        Assert.Throws<SqliteException>(() => Rows(imported, $"INSERT INTO \"main.users\" SELECT * FROM \"main.users\" RETURNING id"));
    }

    [Theory]
    [InlineData(ExportFormat.Json)]
    [InlineData(ExportFormat.Ndjson)]
    [InlineData(ExportFormat.Csv)]
    public async Task An_archive_that_does_not_keep_to_its_data_package_leaves_no_database(ExportFormat format)
    {
        await File.WriteAllBytesAsync(Archive, await SampleArchive.ExportAsync(thousand.Sample, PythonProPeople.Ordinary, format, 1_000_000), TestContext.Current.CancellationToken);
        using (var zip = ZipFile.Open(Archive, ZipArchiveMode.Update))
        {
            var entry = zip.Entries.Single(e => e.FullName.EndsWith("/data/datapackage.json", StringComparison.Ordinal));
            JsonNode package;
            using (var stream = entry.Open())
            {
                package = JsonNode.Parse(stream)!;
            }

            package["resources"]![0]!["rows"] = 17;
            var name = entry.FullName;
            entry.Delete();
            using var writer = zip.CreateEntry(name).Open();
            writer.Write(Encoding.UTF8.GetBytes(package.ToJsonString()));
        }

        Assert.Equal(1, await ImportProgram.RunAsync([Archive, Database], TextWriter.Null, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(Database));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task ImportAsync(ExportFormat format, long person, long partSize)
    {
        await File.WriteAllBytesAsync(Archive, await SampleArchive.ExportAsync(thousand.Sample, person, format, partSize), TestContext.Current.CancellationToken);
        Assert.Equal(0, await ImportProgram.RunAsync([Archive, Database], TextWriter.Null, TestContext.Current.CancellationToken));
    }

    private static bool IsShownInPart(string table, string column) => (table, column) is ("users", "\"google_oauth_subject\"") or ("comments", "\"moderated_by\"");

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }

    private static IEnumerable<string> Sorted(IEnumerable<object[]> rows) => rows.Select(r => string.Join('|', r.Select(v => v is DBNull ? "∅" : v))).Order(StringComparer.Ordinal);

    private static List<object[]> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}

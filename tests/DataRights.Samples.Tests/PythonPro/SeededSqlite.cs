using System.Security.Cryptography;
using DataRights.Samples.PythonPro;
using Microsoft.Data.Sqlite;

namespace DataRights.Samples.Tests.PythonPro;

/// <summary>The sample in a SQLite file and a directory of its own, removed afterwards.</summary>
public sealed class SeededSqlite : IDisposable
{
    public static readonly DateTimeOffset Today = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly string directory = Directory.CreateTempSubdirectory("pythonpro-").FullName;

    public SeededSqlite()
    {
        Files = Path.Combine(directory, "files");
        Connection = new SqliteConnection($"Data Source={Path.Combine(directory, "main.db")};Pooling=False");
        Connection.Open();
    }

    public SqliteConnection Connection { get; }

    public string Files { get; }

    public Task<bool> SeedAsync(int people, CancellationToken cancellationToken, int seed = 1, DateTimeOffset? today = null) =>
        PythonProSeeder.SeedAsync(Connection, SqlFlavor.Sqlite, Files, new SeedOptions(today ?? Today, people, seed), cancellationToken);

    public long Count(string sql) => (long)Scalar(sql)!;

    public object? Scalar(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public IReadOnlyList<object[]> Rows(string sql)
    {
        using var command = Connection.CreateCommand();
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

    public IReadOnlyList<string> Tables() =>
        [.. Rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").Select(r => (string)r[0])];

    /// <summary>A hash over every value of every row, with its storage type, and over every file and its name.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in Tables())
        {
            var columns = Rows($"PRAGMA table_info({table})").Select(r => $"quote(\"{r[1]}\")");
            foreach (var row in Rows($"SELECT {string.Join(" || ',' || ", columns)} FROM {table} ORDER BY rowid"))
            {
                hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{table}:{row[0]}\n"));
            }
        }

        foreach (var file in Directory.EnumerateFiles(Files, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(Files, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        Connection.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}

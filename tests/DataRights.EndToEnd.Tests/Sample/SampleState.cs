using System.Security.Cryptography;
using DataRights.Mapping;
using DataRights.Sql;

namespace DataRights.EndToEnd.Tests.Sample;

/// <summary>Everything that a sample's stores hold: every row of every table, and every file.</summary>
public sealed class SampleState(IReadOnlyDictionary<string, IReadOnlyList<SampleRow>> tables, IReadOnlyDictionary<string, string> files)
{
    private const string OwnTables = "data_rights_";

    public IReadOnlyDictionary<string, IReadOnlyList<SampleRow>> Tables { get; } = tables;

    /// <summary>File name to hash of its content.</summary>
    public IReadOnlyDictionary<string, string> Files { get; } = files;

    public static async Task<SampleState> ReadAsync(SampleCopy sample, CancellationToken cancellationToken)
    {
        await using var source = SqlSource.Open("main", sample.Kind, sample.ConnectionString, TimeProvider.System);
        var tables = new SortedDictionary<string, IReadOnlyList<SampleRow>>(StringComparer.Ordinal);
        await using var connection = await sample.OpenAsync(cancellationToken);
        foreach (var table in (await source.DescribeAsync(cancellationToken)).Tables.Where(t => !t.Name.StartsWith(OwnTables, StringComparison.Ordinal)))
        {
            var columns = table.Columns.Select(c => sample.Kind == SourceKind.Sqlite
                ? $"case typeof(\"{c.Name}\") when 'blob' then hex(\"{c.Name}\") when 'text' then \"{c.Name}\" else cast(\"{c.Name}\" as text) end"
                : $"\"{c.Name}\"::text");
            await using var command = connection.CreateCommand();
            command.CommandText = $"select {string.Join(", ", columns)} from \"{table.Name}\"";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<SampleRow>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(new SampleRow(table.Columns.Select((c, i) => (c.Name, Value: reader.IsDBNull(i) ? null : reader.GetString(i))).ToDictionary(c => c.Name, c => c.Value)));
            }

            tables.Add(table.Name, rows);
        }

        return new SampleState(tables, ReadFiles(sample.FilesDirectory));
    }

    /// <summary>Fails at the first table or file that differs, naming the rows.</summary>
    public void AssertEqual(SampleState other)
    {
        Xunit.Assert.Equal(Tables.Keys, other.Tables.Keys);
        foreach (var (table, rows) in Tables)
        {
            var mine = rows.Select(r => r.ToString()).Order(StringComparer.Ordinal).ToList();
            var theirs = other.Tables[table].Select(r => r.ToString()).Order(StringComparer.Ordinal).ToList();
            Xunit.Assert.True(mine.SequenceEqual(theirs), $"{table}: expected but missing [{string.Join("\n", mine.Except(theirs).Take(3))}], there but not expected [{string.Join("\n", theirs.Except(mine).Take(3))}], {mine.Count} rows expected, {theirs.Count} there.");
        }

        Xunit.Assert.Equal(Files, other.Files);
    }

    private static SortedDictionary<string, string> ReadFiles(string directory)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories) : [])
        {
            files.Add(Path.GetRelativePath(directory, file), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));
        }

        return files;
    }
}

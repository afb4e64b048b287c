using System.Data.Common;
using System.Globalization;
using DataRights.Mapping;
using Microsoft.Data.Sqlite;

namespace DataRights.Sql.Tests.Retention;

/// <summary>A temporary file; times are written in each of the accepted spellings in turn.</summary>
internal sealed class SqliteRetentionDatabase : RetentionDatabase
{
    private readonly string directory = Directory.CreateTempSubdirectory("retention-").FullName;

    public override SourceKind Kind => SourceKind.Sqlite;

    public override string ConnectionString => $"Data Source={Path.Combine(directory, "views.db")}";

    public override IReadOnlyList<string> Garbage { get; } =
        ["null", "''", "'yesterday'", "'now'", "'12:00'", "'2026-02-31 10:00:00'", "'2026-13-01'", "'2026-01-05 25:00:00'", "'2026-01-05 x'", "1767225600", "2461000.5", "'2461000.5'", "x'00'"];

    protected override string TimeType => "text";

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override DbConnection Connect() => new SqliteConnection(ConnectionString);

    protected override string Moment(DateTimeOffset moment, int index) => $"'{Spelled(moment, index % 4)}'";

    private static string Spelled(DateTimeOffset moment, int spelling) => spelling switch
    {
        0 => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        1 => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        2 => moment.ToOffset(TimeSpan.FromHours(13)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        _ => moment.ToOffset(TimeSpan.FromHours(-11)).ToString("yyyy-MM-dd HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
    };
}

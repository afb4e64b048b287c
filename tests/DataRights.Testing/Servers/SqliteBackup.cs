using Microsoft.Data.Sqlite;

namespace DataRights.Testing.Servers;

/// <summary>Copies a SQLite database as a backup tool does: through SQLite, so that what still lies in a write-ahead log is in the copy, and no log outlives a restore.</summary>
public static class SqliteBackup
{
    /// <summary>Makes <paramref name="to"/> hold what <paramref name="from"/> holds; both are paths of files. Whatever the target held is gone.</summary>
    public static void Copy(string from, string to)
    {
        using var source = Open(from);
        using var target = Open(to);
        source.BackupDatabase(target);
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }
}

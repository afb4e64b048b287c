using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace DataRights.Samples.Import;

/// <summary>
/// The command line: the files of an archive, and the database to make of it: a new SQLite file, or the connection of an empty PostgreSQL
/// database. Exit code 0 when every row is in, 1 when the archive cannot be imported (nothing is left behind then), 2 when the call is wrong.
/// </summary>
public static class ImportProgram
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        if (args is not [.. { Length: > 0 } archives, var database] || !archives.All(File.Exists) || (!IsConnection(database) && File.Exists(database)))
        {
            await Console.Error.WriteLineAsync("Give archives that are there, and a database file that is not or the connection of an empty PostgreSQL database: ARCHIVE.zip… NEW.db|\"Host=…;Database=…\"");
            return 2;
        }

        try
        {
            var imported = IsConnection(database)
                ? await PostgresImport.RunAsync(archives, database, cancellationToken)
                : await SqliteImport.RunAsync(archives, database, cancellationToken);
            foreach (var table in imported)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{table.Rows,10} {table.Name}"));
            }

            return 0;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or DbException or FormatException)
        {
            // Messages of others may quote what they read, which is somebody's data.
            await Console.Error.WriteLineAsync("The archive cannot be imported" + (e is InvalidDataException ? $": {e.Message}" : ": its data and its data package disagree, or the database cannot be reached."));
            return 1;
        }
    }

    private static bool IsConnection(string database) => database.Contains('=', StringComparison.Ordinal);
}

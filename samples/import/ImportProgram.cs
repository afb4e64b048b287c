using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace DataRights.Samples.Import;

/// <summary>
/// The command line: an archive and the database to make of it. Exit code 0 when every row is in, 1 when the archive cannot be
/// imported (nothing is left behind then), 2 when the call is wrong.
/// </summary>
public static class ImportProgram
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        if (args is not [var archive, var database] || !File.Exists(archive) || File.Exists(database))
        {
            await Console.Error.WriteLineAsync("Give an archive that is there and a database file that is not: ARCHIVE.zip NEW.db");
            return 2;
        }

        try
        {
            foreach (var table in await SqliteImport.RunAsync(archive, database, cancellationToken))
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{table.Rows,10} {table.Name}"));
            }

            return 0;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or SqliteException or FormatException)
        {
            // Messages of others may quote what they read, which is somebody's data.
            await Console.Error.WriteLineAsync("The archive cannot be imported" + (e is InvalidDataException ? $": {e.Message}" : ": its data and its data package disagree."));
            return 1;
        }
    }
}

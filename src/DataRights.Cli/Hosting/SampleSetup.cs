using DataRights.Cli.Terminal;
using DataRights.Mapping;
using DataRights.Mapping.Loading;
using DataRights.Samples.PythonPro;
using DataRights.Samples.Recipient;
using DataRights.Sources;
using DataRights.Subjects;
using Microsoft.Data.Sqlite;

namespace DataRights.Cli.Hosting;

/// <summary>The PythonPro sample in the data directory: a SQLite file and a directory of files.</summary>
internal static class SampleSetup
{
    public static DataMap ReadMap() => DataMapLoader.Load(PythonProSample.DataMapPath);

    /// <summary>The sample map's name for the connection to its recipient.</summary>
    public const string RecipientConnection = "Billing";

    public static IReadOnlyDictionary<string, string> Connections(EmbeddedSettings settings)
    {
        var connections = new Dictionary<string, string>
        {
            ["MainDb"] = new SqliteConnectionStringBuilder { DataSource = DatabaseFile(settings), Pooling = false }.ToString(),
            ["Files"] = FilesDirectory(settings),
        };
        if (settings.SampleRecipient is { } recipient)
        {
            connections.Add(RecipientConnection, recipient.AbsoluteUri);
        }

        return connections;
    }

    /// <summary>Starts the stand-in for the sample's payment processor, with the sample's accounts as its customers.</summary>
    public static Task<RecipientHost> StartRecipientAsync(EmbeddedSettings settings, TimeProvider time, CancellationToken cancellationToken) => RecipientHost.StartAsync(
        new RecipientSettings
        {
            Database = Path.Combine(settings.SampleDirectory, "recipient.db"),
            People = DatabaseFile(settings),
            SecretFile = RecipientOptionsFile.SecretFile(settings.KeyDirectory, RecipientConnection),
            Behaviour = new RecipientBehaviour { Confirm = "callback" },
        },
        time,
        cancellationToken);

    /// <summary>Seeds the sample unless it is there; a seeding that was cut short starts again.</summary>
    public static async Task<bool> PrepareAsync(EmbeddedSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(FilesDirectory(settings));
        try
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DatabaseFile(settings) }.ToString());
            await connection.OpenAsync(cancellationToken);
            return await PythonProSeeder.SeedAsync(connection, SqlFlavor.Sqlite, FilesDirectory(settings), new SeedOptions(time.GetUtcNow()), cancellationToken);
        }
        catch (SqliteException e)
        {
            throw new CommandException(FormattableString.Invariant($"The sample's database {DatabaseFile(settings)} cannot be used (SQLite error {e.SqliteExtendedErrorCode}). Remove {settings.SampleDirectory} to have it seeded again, or choose another directory with --data."));
        }
        catch (InvalidOperationException e)
        {
            throw new CommandException($"The sample in {settings.SampleDirectory} cannot be used: {e.Message}");
        }
    }

    /// <summary>The first of the sample's people who is still there.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> PickPersonAsync(SourceSet sources, DataMap map, CancellationToken cancellationToken)
    {
        await using var snapshot = await sources.Rows("main").OpenSnapshotAsync(cancellationToken);
        for (var id = 1L; id <= 1000; id++)
        {
            var identifier = new Identifier("user_id", IdentifierType.Integer, FormattableString.Invariant($"{id}"));
            if ((await snapshot.MatchRootAsync(map.Collection("users"), "id", identifier, 1, cancellationToken)).Count > 0)
            {
                return new Dictionary<string, string> { [identifier.Name] = identifier.Value };
            }
        }

        throw new CommandException("All people of the sample have been deleted. Remove the data directory to seed it again.");
    }

    private static string DatabaseFile(EmbeddedSettings settings) => Path.Combine(settings.SampleDirectory, "pythonpro.db");

    private static string FilesDirectory(EmbeddedSettings settings) => Path.Combine(settings.SampleDirectory, "files");
}

using DataRights.Cli.Demo;
using DataRights.Cli.Maps;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Retention.Preview;
using DataRights.Signing;
using DataRights.Samples.Recipient;
using DataRights.Subjects;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Cli.Hosting;

/// <summary>
/// Puts engine, sources and adapters together for the commands. Nothing is opened before it is used; failures are the
/// engine's own exceptions or a <see cref="Terminal.CommandException"/>.
/// </summary>
public interface IHostComposition
{
    /// <summary>
    /// Registers what the API needs (IRequestService, IDeletionPlanner, IExportPlanner, IObjectStore, ISealer, SourceSet), DataMap,
    /// ISubjectResolver and ILedger; with <paramref name="worker"/> also the hosted services that do the work.
    /// </summary>
    void AddEngine(IServiceCollection services, EmbeddedSettings settings, bool worker);

    /// <summary>Seeds the sample, unless that was done before. True when this call did it.</summary>
    Task<bool> PrepareSampleAsync(EmbeddedSettings settings, CancellationToken cancellationToken);

    /// <summary>Starts the sample's recipient on this machine.</summary>
    Task<RecipientHost> StartRecipientAsync(EmbeddedSettings settings, CancellationToken cancellationToken);

    /// <summary>Identifiers of a person of the sample who has not been deleted.</summary>
    Task<IReadOnlyDictionary<string, string>> PickPersonAsync(IServiceProvider services, CancellationToken cancellationToken);

    /// <summary>Runs every retention rule to its end.</summary>
    Task<IReadOnlyList<RetentionOutcome>> RunRetentionAsync(IServiceProvider services, CancellationToken cancellationToken);

    /// <summary>What a rule of the map would publish, by its name or the map's only one. Opens its source and nothing else; writes nothing.</summary>
    Task<RetentionPreview> PreviewRetentionAsync(EmbeddedSettings settings, string? rule, PreviewOptions options, CancellationToken cancellationToken);

    /// <summary>Normalizes identifiers as typed.</summary>
    IReadOnlyList<Identifier> Normalize(DataMap map, IReadOnlyDictionary<string, string> identifiers);

    /// <summary>Loads the map and, for each source with a connection, compares it with the live schema.</summary>
    Task<MapReport> CheckMapAsync(string file, IReadOnlyDictionary<string, string> connections, CancellationToken cancellationToken);

    /// <summary>The SQL that gives a role what the map needs in one of its PostgreSQL sources; its only one when <paramref name="source"/> is null.</summary>
    Task<string> MapGrantsAsync(string file, string? source, string role, IReadOnlyDictionary<string, string> connections, CancellationToken cancellationToken);

    /// <summary>The JSON Schema of the map language.</summary>
    string MapSchema();

    /// <summary>The ledger in a state directory, with the witness in another directory and the keys that checkpoints are checked by, if they are given.</summary>
    ILedger OpenLedger(string stateDirectory, string? witnessDirectory, PublicKeySet? keys);
}

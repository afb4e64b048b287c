using DataRights.Cli.Demo;
using DataRights.Cli.Maps;
using DataRights.Cli.Terminal;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Subjects;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Cli.Hosting;

/// <summary>The composition of this build, which holds no engine yet: every command that needs one says so and ends.</summary>
public sealed class HostComposition : IHostComposition
{
    public void AddEngine(IServiceCollection services, EmbeddedSettings settings, bool worker) => throw NoEngine();

    public Task<bool> PrepareSampleAsync(EmbeddedSettings settings, CancellationToken cancellationToken) => throw NoEngine();

    public Task<IReadOnlyDictionary<string, string>> PickPersonAsync(IServiceProvider services, CancellationToken cancellationToken) => throw NoEngine();

    public Task<IReadOnlyList<RetentionOutcome>> RunRetentionAsync(IServiceProvider services, CancellationToken cancellationToken) => throw NoEngine();

    public IReadOnlyList<Identifier> Normalize(DataMap map, IReadOnlyDictionary<string, string> identifiers) => throw NoEngine();

    public Task<MapReport> CheckMapAsync(string file, IReadOnlyDictionary<string, string> connections, CancellationToken cancellationToken) => throw NoEngine();

    public string MapSchema() => throw NoEngine();

    public ILedger OpenLedger(string stateDirectory) => throw NoEngine();

    private static CommandException NoEngine() => new("This build holds no engine, so the command cannot be carried out.");
}

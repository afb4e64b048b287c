using DataRights.Cli.Demo;
using DataRights.Cli.Hosting;
using DataRights.Cli.Maps;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Retention.Preview;
using DataRights.Signing;
using DataRights.Samples.Recipient;
using DataRights.Subjects;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Cli.Tests.Fakes;

/// <summary>Answers as told; registers nothing.</summary>
internal sealed class FakeComposition : IHostComposition
{
    public Func<MapReport> OnCheck { get; set; } = () => new("Checked.", [], []);

    public IReadOnlyDictionary<string, string>? Connections { get; private set; }

    public LedgerVerification Verification { get; set; } = new(2, 9, []);

    public void AddEngine(IServiceCollection services, EmbeddedSettings settings, bool worker)
    {
    }

    public Task<bool> PrepareSampleAsync(EmbeddedSettings settings, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<RecipientHost> StartRecipientAsync(EmbeddedSettings settings, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, string>> PickPersonAsync(IServiceProvider services, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<RetentionOutcome>> RunRetentionAsync(IServiceProvider services, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Func<string?, PreviewOptions, RetentionPreview> OnPreview { get; set; } = (_, _) => throw new NotSupportedException();

    public Task<RetentionPreview> PreviewRetentionAsync(EmbeddedSettings settings, string? rule, PreviewOptions options, CancellationToken cancellationToken) => Task.FromResult(OnPreview(rule, options));

    public IReadOnlyList<Identifier> Normalize(DataMap map, IReadOnlyDictionary<string, string> identifiers) => throw new NotSupportedException();

    public Task<MapReport> CheckMapAsync(string file, IReadOnlyDictionary<string, string> connections, CancellationToken cancellationToken)
    {
        Connections = connections;
        return Task.FromResult(OnCheck());
    }

    public Task<string> MapGrantsAsync(string file, string? source, string role, IReadOnlyDictionary<string, string> connections, CancellationToken cancellationToken) => throw new NotSupportedException();

    public string MapSchema() => "{\"title\": \"schema\"}\n";

    public ILedger OpenLedger(string stateDirectory, string? witnessDirectory, PublicKeySet? keys) => new FakeLedger(Verification);
}

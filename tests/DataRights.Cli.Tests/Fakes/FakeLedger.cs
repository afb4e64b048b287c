using DataRights.Ledger;

namespace DataRights.Cli.Tests.Fakes;

/// <summary>A ledger whose check finds what it is told.</summary>
internal sealed class FakeLedger(LedgerVerification verification) : ILedger
{
    public Task PublishHeadsAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<LedgerVerification> VerifyAsync(CancellationToken cancellationToken) => Task.FromResult(verification);

    public Task<LedgerEntry> AppendAsync(string reference, string key, string code, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string reference, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<LedgerAnchor> AnchorAsync(string reference, CancellationToken cancellationToken) => throw new NotSupportedException();
}

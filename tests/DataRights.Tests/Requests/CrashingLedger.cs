using DataRights.Ledger;

namespace DataRights.Tests.Requests;

/// <summary>A ledger that takes no more entries from the crash point on.</summary>
public sealed class CrashingLedger(ILedger inner, CrashPoint crash) : ILedger
{
    public Task<LedgerEntry> AppendAsync(string reference, string key, string code, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken) =>
        crash.EffectAsync(() => inner.AppendAsync(reference, key, code, facts, cancellationToken));

    public Task<LedgerAnchor> AnchorAsync(string reference, CancellationToken cancellationToken) =>
        crash.EffectAsync(() => inner.AnchorAsync(reference, cancellationToken));

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string reference, CancellationToken cancellationToken) =>
        inner.ReadAsync(reference, cancellationToken);

    public Task PublishHeadsAsync(CancellationToken cancellationToken) => inner.PublishHeadsAsync(cancellationToken);

    public Task<LedgerVerification> VerifyAsync(CancellationToken cancellationToken) => inner.VerifyAsync(cancellationToken);
}

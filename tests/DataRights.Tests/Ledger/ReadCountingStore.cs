using System.Collections.Concurrent;
using DataRights.Storage;
using DataRights.Testing;

namespace DataRights.Tests.Ledger;

/// <summary>Notes which objects are read whole.</summary>
internal sealed class ReadCountingStore(IObjectStore inner) : PassingObjectStore
{
    private readonly ConcurrentBag<string> reads = [];

    protected override IObjectStore Next => inner;

    public override Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        reads.Add(name);
        return base.ReadAsync(name, cancellationToken);
    }

    public int ReadsUnder(string prefix) => reads.Count(name => name.StartsWith(prefix, StringComparison.Ordinal));
}

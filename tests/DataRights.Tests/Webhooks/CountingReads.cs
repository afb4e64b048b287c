using DataRights.Storage;
using DataRights.Testing;

namespace DataRights.Tests.Webhooks;

/// <summary>A store that counts how often a whole object is read.</summary>
internal sealed class CountingReads(IObjectStore inner) : PassingObjectStore
{
    public int Count { get; set; }

    protected override IObjectStore Next => inner;

    public override Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Count++;
        return base.ReadAsync(name, cancellationToken);
    }
}

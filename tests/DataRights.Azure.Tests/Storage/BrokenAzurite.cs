using DataRights.Azure.Storage;
using DataRights.Storage;
using DataRights.Testing.Faults;
using DataRights.Testing.Servers;

namespace DataRights.Azure.Tests.Storage;

/// <summary>One container seen twice: straight, and through a proxy that breaks what it is told to.</summary>
internal sealed class BrokenAzurite : IAsyncDisposable
{
    private BrokenAzurite(HttpFaultProxy proxy, BlobObjectStore straight, BlobObjectStore broken)
    {
        Proxy = proxy;
        Straight = straight;
        Broken = broken;
    }

    public HttpFaultProxy Proxy { get; }

    public IObjectStore Straight { get; }

    public IObjectStore Broken { get; }

    public static async Task<BrokenAzurite> CreateAsync(int maxTries = 6)
    {
        var options = await AzuriteStores.OptionsAsync();
        var port = (await AzuriteServer.GetAsync()).Endpoint.Port;
        var proxy = new HttpFaultProxy(port);
        var straight = new BlobObjectStore(options, TimeProvider.System);
        await straight.EnsureContainerAsync(TestContext.Current.CancellationToken);
        var through = options.ConnectionString!.Replace($":{port}/", $":{proxy.Port}/", StringComparison.Ordinal);
        return new BrokenAzurite(proxy, straight, new BlobObjectStore(options with { ConnectionString = through, MaxTries = maxTries }, TimeProvider.System));
    }

    public ValueTask DisposeAsync() => Proxy.DisposeAsync();
}

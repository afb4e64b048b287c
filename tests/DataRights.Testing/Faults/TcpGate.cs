using System.Net;
using System.Net.Sockets;

namespace DataRights.Testing.Faults;

/// <summary>
/// A loopback port in front of a server. Shut, it drops every connection and takes none, as a server does that is stopped; opened
/// again, it takes new ones.
/// </summary>
public sealed class TcpGate : IAsyncDisposable
{
    private readonly IPEndPoint server;
    private readonly Lock gate = new();
    private readonly HashSet<TcpClient> open = [];
    private readonly CancellationTokenSource ending = new();
    private TcpListener listener = new(IPAddress.Loopback, 0);
    private Task accepting;

    public TcpGate(IPEndPoint server)
    {
        this.server = server;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(listener);
    }

    public int Port { get; }

    /// <summary>As if the server had been stopped.</summary>
    public async Task ShutAsync()
    {
        listener.Stop();
        await accepting;
        lock (gate)
        {
            foreach (var client in open)
            {
                client.Client.Close(0);
            }

            open.Clear();
        }
    }

    /// <summary>As if it had been started again.</summary>
    public void Open()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        accepting = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await ShutAsync();
        ending.Dispose();
    }

    private async Task AcceptAsync(TcpListener on)
    {
        while (true)
        {
            try
            {
                _ = ServeAsync(await on.AcceptTcpClientAsync(ending.Token));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(server, ending.Token);
            lock (gate)
            {
                open.Add(near);
                open.Add(far);
            }

            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), ending.Token), far.GetStream().CopyToAsync(near.GetStream(), ending.Token));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Either side has gone.
        }
        finally
        {
            lock (gate)
            {
                open.Remove(near);
                open.Remove(far);
            }
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace DataRights.Testing.Faults;

/// <summary>
/// Stands on a loopback port of its own between a client and a server on loopback, and does to the traffic what
/// <see cref="Schedule"/> says. Ends every connection when disposed of.
/// </summary>
public abstract class FaultProxy : IAsyncDisposable
{
    protected static readonly TimeSpan DelayTime = TimeSpan.FromMilliseconds(30);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Task accepting;
    private readonly int target;

    protected FaultProxy(int targetPort)
    {
        target = targetPort;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public FaultSchedule Schedule { get; } = new();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await ended.CancelAsync();
        listener.Stop();
        await accepting;
        ended.Dispose();
    }

    /// <summary>Serves one connection of a client until it ends; returning cuts it.</summary>
    protected abstract Task ServeAsync(NetworkStream client, CancellationToken cancellationToken);

    protected async Task<TcpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        var server = new TcpClient { NoDelay = true };
        await server.ConnectAsync(IPAddress.Loopback, target, cancellationToken);
        return server;
    }

    private static bool IsEndOfConnection(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or EndOfStreamException;

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.RemoveAll(task => task.IsCompleted);
                serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(ended.Token)));
            }
        }
        catch (Exception e) when (IsEndOfConnection(e))
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await ServeAsync(client.GetStream(), ended.Token);
            }
            catch (Exception e) when (IsEndOfConnection(e))
            {
                // Either side is gone.
            }

            // A reset, as a broken network looks, not an orderly end.
            client.LingerState = new LingerOption(true, 0);
        }
    }
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace DataRights.Testing.Faults;

/// <summary>
/// A <see cref="FaultProxy"/> before an HTTP/1.1 server. Each connection carries one request, which is read whole before it is
/// judged, so that a fault hits exactly the place it names.
/// </summary>
public sealed class HttpFaultProxy(int targetPort) : FaultProxy(targetPort)
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    protected override async Task ServeAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        if (await ReadRequestAsync(client, cancellationToken) is not { } request)
            return;

        var fault = Schedule.Next();
        switch (fault)
        {
            case Fault.CutBefore:
                return;
            case Fault.Answer500 or Fault.Answer503 or Fault.Answer429:
                await AnswerAsync(client, fault, cancellationToken);
                return;
            case Fault.Delay:
                await Task.Delay(DelayTime, cancellationToken);
                break;
        }

        using var server = await ConnectAsync(cancellationToken);
        var upstream = server.GetStream();
        if (fault == Fault.CutWithin)
        {
            await upstream.WriteAsync(request.AsMemory(0, request.Length / 2), cancellationToken);
            return;
        }

        await upstream.WriteAsync(request, cancellationToken);
        if (fault is Fault.LoseAnswer or Fault.TruncateAnswer or Fault.Answer500After)
        {
            using var whole = new MemoryStream();
            await upstream.CopyToAsync(whole, cancellationToken);
            if (fault == Fault.TruncateAnswer)
                await client.WriteAsync(whole.GetBuffer().AsMemory(0, (int)whole.Length * 2 / 3), cancellationToken);
            else if (fault == Fault.Answer500After)
                await AnswerAsync(client, fault, cancellationToken);

            return;
        }

        await upstream.CopyToAsync(client, cancellationToken);
        await FinishAsync(client, cancellationToken);
    }

    private static async Task AnswerAsync(NetworkStream client, Fault fault, CancellationToken cancellationToken)
    {
        var (status, more) = fault switch
        {
            Fault.Answer503 => ("503 Server Busy", "x-ms-error-code: ServerBusy\r\nRetry-After: 0\r\n"),
            Fault.Answer429 => ("429 Too Many Requests", "Retry-After: 0\r\n"),
            _ => ("500 Internal Server Error", "x-ms-error-code: InternalError\r\n"),
        };
        await client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n"), cancellationToken);
        await FinishAsync(client, cancellationToken);
    }

    /// <summary>Ends the answer in order: the client may read to its end before the connection goes.</summary>
    private static async Task FinishAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        client.Socket.Shutdown(SocketShutdown.Send);
        var rest = new byte[256];
        while (await client.ReadAsync(rest, cancellationToken) > 0)
        {
        }
    }

    /// <summary>The whole request, told to be the last of its connection; null when the client sent none.</summary>
    private static async Task<byte[]?> ReadRequestAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[65536];
        var end = -1;
        while (end < 0)
        {
            var count = await client.ReadAsync(buffer, cancellationToken);
            if (count == 0)
                return null;

            read.Write(buffer, 0, count);
            end = read.GetBuffer().AsSpan(0, (int)read.Length).IndexOf(HeadEnd);
        }

        var head = Encoding.Latin1.GetString(read.GetBuffer(), 0, end);
        if (HeaderOf(head, "Expect") is not null)
            await client.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken);

        if (HeaderOf(head, "Transfer-Encoding") is not null)
            throw new NotSupportedException("The proxy passes requests with a length only.");

        var length = int.Parse(HeaderOf(head, "Content-Length") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture);
        while (read.Length < end + HeadEnd.Length + length)
        {
            var count = await client.ReadAsync(buffer, cancellationToken);
            if (count == 0)
                return null;

            read.Write(buffer, 0, count);
        }

        var lines = head.Split("\r\n").Where(line => !line.StartsWith("Expect:", StringComparison.OrdinalIgnoreCase) && !line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase));
        var last = Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\nConnection: close\r\n\r\n");
        return [.. last, .. read.GetBuffer().AsSpan(end + HeadEnd.Length, length)];
    }

    private static string? HeaderOf(string head, string name) => head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

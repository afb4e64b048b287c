using System.Net.Sockets;

namespace DataRights.Testing.Faults;

/// <summary>
/// A <see cref="FaultProxy"/> before a server of any protocol. A message is what the client sends at once; what only HTTP
/// knows counts as <see cref="Fault.LoseAnswer"/>.
/// </summary>
public sealed class TcpFaultProxy(int targetPort) : FaultProxy(targetPort)
{
    private const int Whole = -1;

    protected override async Task ServeAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        using var server = await ConnectAsync(cancellationToken);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var upstream = server.GetStream();
        var answers = new AnswerLimit();
        var back = AnswerAsync(upstream, client, answers, cut.Token);
        try
        {
            await Task.WhenAny(AskAsync(client, upstream, answers, cut.Token), back);
        }
        finally
        {
            await cut.CancelAsync();
            server.Close();
            await back.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAsync(NetworkStream client, NetworkStream server, AnswerLimit answers, CancellationToken cancellationToken)
    {
        var buffer = new byte[65536];
        int count;
        while ((count = await client.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var fault = Schedule.Next();
            if (fault == Fault.CutBefore)
                return;

            if (fault == Fault.Delay)
                await Task.Delay(DelayTime, cancellationToken);

            if (fault is Fault.TruncateAnswer)
                answers.Left = 3;
            else if (fault is not (Fault.None or Fault.Delay or Fault.CutWithin))
                answers.Left = 0;

            await server.WriteAsync(buffer.AsMemory(0, fault == Fault.CutWithin ? count / 2 : count), cancellationToken);
            if (fault == Fault.CutWithin)
                return;
        }
    }

    /// <summary>Ends with the server, or when the answer has had what it was allowed; the server has acted by then.</summary>
    private static async Task AnswerAsync(NetworkStream server, NetworkStream client, AnswerLimit answers, CancellationToken cancellationToken)
    {
        var buffer = new byte[65536];
        int count;
        while ((count = await server.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var left = answers.Left;
            await client.WriteAsync(buffer.AsMemory(0, left == Whole ? count : Math.Min(left, count)), cancellationToken);
            if (left != Whole)
                return;
        }
    }

    private sealed class AnswerLimit
    {
        private volatile int left = Whole;

        public int Left { get => left; set => left = value; }
    }
}

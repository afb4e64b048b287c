using System.Diagnostics;
using DataRights.Cli.Tests.Hosts;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Kills;

/// <summary>
/// Kills the host at random moments (SIGKILL) under a stream of requests, starts it again, and in the end finds every
/// request finished once and right. A run is repeated with the seed that it prints, in DATA_RIGHTS_KILL_SEED; the
/// moments are drawn from it, what the machine does at them is not.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Rounds = 5;
    private const int LongRounds = 60;
    private const int RequestsARound = 4;
    private const string SeedVariable = "DATA_RIGHTS_KILL_SEED";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Every_request_is_finished_once_and_right_however_often_the_host_is_killed() => RunAsync(Rounds);

    [Fact]
    [Trait("run", "long")]
    public Task Every_request_is_finished_once_and_right_after_many_kills() => RunAsync(LongRounds);

    private async Task RunAsync(int rounds)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"{SeedVariable}={seed}");
        var random = new Random(seed);
        using var directory = new TempDirectory();
        var log = RepositoryRoot.Combine("artifacts", "test-results", $"kill-{seed}-{rounds}.log");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        var stream = new RequestStream(random);

        await using (var seeding = new ServedHost(directory.Path, log))
            await seeding.WaitUntilHealthyAsync(Token);

        var sample = await SampleDatabase.FindAsync(directory.Path, Token);
        stream.Draw(await sample.UserIdsAsync(Token), rounds * RequestsARound);
        var kills = 0;
        for (var round = 0; round < rounds; round++)
        {
            await using var host = new ServedHost(directory.Path, log);
            var life = TimeSpan.FromMilliseconds(random.Next(50, 1500));

            // Some lives end before the host is up: what it does at its start must survive that too. The others are counted
            // from when it has taken requests in, so that they see work on machines of any speed.
            var enough = stream.Sent + random.Next(4);
            using var death = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var submitting = stream.SendAsync(host, RequestsARound, death.Token);
            while (stream.Sent < enough && !submitting.IsCompleted)
                await Task.Delay(20, Token);

            await Task.Delay(life, Token);
            await host.KillAsync();
            await death.CancelAsync();
            await submitting;
            kills++;
            output.WriteLine($"round {round}: killed after {life.TotalMilliseconds} ms, {stream.Sent} requests sent");
        }

        var began = Stopwatch.GetTimestamp();
        await using var last = new ServedHost(directory.Path, log);
        await last.WaitUntilHealthyAsync(Token);
        await stream.SendAsync(last, int.MaxValue, Token);
        await stream.WaitUntilFinishedAsync(last, Token);
        output.WriteLine($"from the last start until everything was finished: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");

        Assert.Equal(rounds * RequestsARound, stream.Sent);
        await new KillVerdict(last, sample, directory.Path, log).ReachAsync(stream, Token);
        Assert.Equal(0, await last.StopAsync(Token));
        output.WriteLine($"{kills} kills, {stream.Sent} requests");
    }
}

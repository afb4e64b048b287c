using DataRights.Cli.Tests.Hosts;
using DataRights.Testing.Processes;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Demo;

/// <summary>
/// The demonstration may be killed at any moment (SIGKILL) and run again. The moments are drawn from the seed in
/// DATA_RIGHTS_KILL_SEED, which a run prints.
/// </summary>
public sealed class DemoKillTests(ITestOutputHelper output)
{
    private const int Rounds = 4;
    private const int LongRounds = 25;
    private const string SeedVariable = "DATA_RIGHTS_KILL_SEED";

    /// <summary>What the demonstration says after a step; nothing stands for its start.</summary>
    private static readonly string[] Steps = ["", " the PythonPro sample in ", "Exported one person", "Opened the archive again", "Deleted that person"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_demo_that_was_killed_is_run_again_to_its_end() => RunAsync(Rounds);

    [Fact]
    [Trait("run", "long")]
    public Task A_demo_that_was_killed_many_times_is_run_again_to_its_end() => RunAsync(LongRounds);

    private async Task RunAsync(int rounds)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"{SeedVariable}={seed}");
        var random = new Random(seed);
        using var directory = new TempDirectory();
        var (data, log) = (directory.Combine("data"), directory.Combine("log"));
        for (var round = 0; round < rounds; round++)
        {
            await using var doomed = HostProcess.Start(log, "demo", "--data", data);
            await LiveAsync(doomed, random);
            await doomed.KillAsync();
            Assert.Contains(doomed.ExitCode, new[] { 137, 0 });
            output.WriteLine($"round {round}: {doomed.Output.Split('\n').Length} lines");
        }

        // Twice: the second finds what the first has left, and everything done.
        for (var run = 0; run < 2; run++)
        {
            await using var demo = await HostProcess.RunAsync(log, ["demo", "--data", data], Token);
            Assert.True(demo.ExitCode == 0, $"The demo ended with {demo.ExitCode}:\n{await File.ReadAllTextAsync(log, Token)}");
            Assert.Contains("Done in", demo.Output, StringComparison.Ordinal);
        }

        await NothingIsLeftOverAsync(data, log);
        await using var ledger = await HostProcess.RunAsync(log, ["verify", "ledger", Path.Combine(data, "state"), "--witness", Path.Combine(data, "witness")], Token);
        Assert.True(ledger.ExitCode == 0, $"The ledger does not hold:\n{ledger.Output}");
        foreach (var archive in Directory.EnumerateFiles(Path.Combine(data, "demo"), "*.zip"))
        {
            await using var check = await HostProcess.RunAsync(log, ["verify", "archive", archive], Token);
            Assert.True(check.ExitCode == 0, check.Output);
        }
    }

    /// <summary>Lets it come to a step and a little further, so that the kills fall everywhere on machines of any speed.</summary>
    private static async Task LiveAsync(HostProcess demo, Random random)
    {
        var after = Steps[random.Next(Steps.Length)];
        if (after.Length > 0)
            await demo.WaitForLineAsync(after, Token);

        await Task.Delay(random.Next(0, 1500), Token);
    }

    /// <summary>Every request of every run ended well, and none of their working data is left.</summary>
    private static async Task NothingIsLeftOverAsync(string data, string log)
    {
        await using var host = new ServedHost(data, log);
        await host.WaitUntilHealthyAsync(Token);
        var page = await host.GetJsonAsync("/api/requests?limit=200", Token);
        foreach (var request in page.GetProperty("requests").EnumerateArray())
        {
            var ended = await host.UntilEndedAsync(request.Id, Token);
            Assert.True(ended.Status == "completed", $"{ended}");
        }

        Assert.Equal(0, await host.StopAsync(Token));
        var work = Path.Combine(data, "state", "work");
        Assert.Empty(Directory.Exists(work) ? Directory.EnumerateFiles(work, "*", SearchOption.AllDirectories) : []);
    }
}

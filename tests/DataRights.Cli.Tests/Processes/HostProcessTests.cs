using DataRights.Testing.Processes;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Processes;

public sealed class HostProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_that_ends_leaves_its_output_in_memory_and_in_the_file()
    {
        using var directory = new TempDirectory();
        var log = directory.Combine("log");

        await using var host = await HostProcess.RunAsync(log, ["--version"], Token);

        Assert.NotEqual("", host.Output);
        Assert.Equal(host.Output, (await File.ReadAllTextAsync(log, Token)).TrimEnd());
        Assert.Equal(0, host.ExitCode);
    }

    [Fact]
    public async Task Waiting_for_a_line_that_never_comes_ends_with_the_process_and_quotes_its_output()
    {
        using var directory = new TempDirectory();
        await using var host = HostProcess.Start(directory.Combine("log"), "--version");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.WaitForLineAsync("no such line", Token));

        Assert.Contains(host.Output, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kill_is_a_kill()
    {
        using var directory = new TempDirectory();
        await using var host = HostProcess.Start(directory.Combine("log"), "--version");

        // Long before the runtime is up.
        await host.KillAsync();

        Assert.Equal(137, host.ExitCode);
    }
}

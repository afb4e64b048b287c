using DataRights.Cli.Maps;
using DataRights.Cli.Terminal;
using DataRights.Cli.Tests.Fakes;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Cli.Tests.Commands;

public sealed class CommandLineTests
{
    private readonly FakeComposition composition = new();

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("serve", "--port", "seven")]
    [InlineData("serve", "--port", "70710")]
    [InlineData("serve", "--prot", "1")]
    [InlineData("map", "check")]
    [InlineData("map", "check", "x.json", "--connection", "canary")]
    [InlineData("map", "check", "x.json", "--connection", "=canary")]
    [InlineData("map", "check", "x.json", "--connection", "a=canary", "--connection", "a=canary")]
    [InlineData("plan")]
    [InlineData("plan", "--person", "canary")]
    [InlineData("map", "grants", "x.json")]
    [InlineData("map", "grants", "x.json", "--role", "a\nb")]
    [InlineData("keys", "rotate")]
    [InlineData("keys", "rotate", "canary-1")]
    [InlineData("verify")]
    [InlineData("verify", "archive", "a.zip", "b.zip")]
    public async Task A_command_line_that_means_nothing_gets_one_line_and_exit_code_2(params string[] arguments)
    {
        var terminal = new Fakes.Terminal(composition);
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync(arguments));
        terminal.ShowsOneLine();
        Assert.DoesNotContain("canary", terminal.Errors, StringComparison.Ordinal);
        Assert.Empty(terminal.Results);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    [InlineData("map", "check", "--help")]
    public async Task Help_is_no_error(params string[] arguments)
    {
        var terminal = new Fakes.Terminal(composition);
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(arguments));
        Assert.Contains("Usage:", terminal.Results, StringComparison.Ordinal);
        Assert.Empty(terminal.Errors);
    }

    [Fact]
    public async Task A_sound_map_says_so_and_passes_its_connections()
    {
        var terminal = new Fakes.Terminal(composition);
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync("map", "check", "x.json", "--connection", "MainDb=Data Source=a.db;Mode=ReadOnly", "--connection", "Files=/tmp/x"));
        Assert.Equal("Data Source=a.db;Mode=ReadOnly", composition.Connections!["MainDb"]);
        Assert.Contains("0 errors, 0 warnings", terminal.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_map_with_errors_lists_all_and_ends_with_2()
    {
        composition.OnCheck = () => new("Checked.", ["x.json(3,1): one", "x.json(9,1): two"], ["slow"]);
        var terminal = new Fakes.Terminal(composition);
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("map", "check", "x.json"));
        Assert.Equal(["error: x.json(3,1): one", "error: x.json(9,1): two", "warning: slow"], terminal.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Warnings_alone_are_no_failure()
    {
        composition.OnCheck = () => new MapReport("Checked.", [], ["slow"]);
        Assert.Equal(ExitCodes.Ok, await new Fakes.Terminal(composition).RunAsync("map", "check", "x.json"));
    }

    [Fact]
    public async Task The_schema_is_printed_as_it_is()
    {
        var terminal = new Fakes.Terminal(composition);
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync("map", "schema"));
        Assert.Equal("{\"title\": \"schema\"}\n", terminal.Results.ReplaceLineEndings("\n"));
    }

    public static TheoryData<Exception, int, string> Troubles => new()
    {
        { new SourceException("main", "unreachable", true), ExitCodes.Failed, "'main'" },
        { new RequestRefusedException("identifier-unknown", "Mend\nthis."), ExitCodes.BadInput, "Mend this." },
        { new InvalidOperationException("canary", new FormatException("canary")), ExitCodes.Failed, "System.InvalidOperationException" },
        { new OperationCanceledException(), ExitCodes.Failed, "Stopped." },
    };

    [Theory]
    [MemberData(nameof(Troubles), DisableDiscoveryEnumeration = true)]
    public async Task A_failure_is_one_line_without_a_stack_and_unforeseen_ones_are_told_by_type(Exception trouble, int exitCode, string says)
    {
        composition.OnCheck = () => throw trouble;
        var terminal = new Fakes.Terminal(composition);
        Assert.Equal(exitCode, await terminal.RunAsync("map", "check", "x.json"));
        terminal.ShowsOneLine();
        Assert.Contains(says, terminal.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", terminal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_is_checked_where_there_is_one()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            var terminal = new Fakes.Terminal(composition);
            Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("verify", "ledger", directory.FullName));
            terminal.ShowsOneLine();

            directory.CreateSubdirectory("ledger");
            Assert.Equal(ExitCodes.Ok, await terminal.RunAsync("verify", "ledger", directory.FullName));
            Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("verify", "ledger", directory.FullName, "--witness", directory.FullName));
            Assert.Contains("holds no published heads", terminal.Errors, StringComparison.Ordinal);
            directory.CreateSubdirectory("heads");
            Assert.Equal(ExitCodes.Ok, await terminal.RunAsync("verify", "ledger", directory.FullName, "--witness", directory.FullName));
            Assert.Contains("2 chains, 9 entries", terminal.Results, StringComparison.Ordinal);

            composition.Verification = new(2, 9, ["chain l1, entry 4: the hash differs"]);
            Assert.Equal(ExitCodes.Failed, await terminal.RunAsync("verify", "ledger", directory.FullName));
            Assert.Contains("entry 4", terminal.Errors, StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}

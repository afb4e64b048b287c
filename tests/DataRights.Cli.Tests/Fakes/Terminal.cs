using System.Text;
using DataRights.Cli.Hosting;

namespace DataRights.Cli.Tests.Fakes;

/// <summary>Runs the command line and keeps what it says.</summary>
internal sealed class Terminal(IHostComposition composition)
{
    private readonly StringBuilder results = new();
    private readonly StringBuilder errors = new();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public string Results => results.ToString();

    public string Errors => errors.ToString();

    public Task<int> RunAsync(params string[] arguments) =>
        new CommandLineProgram(composition, new StringWriter(results), new StringWriter(errors), TimeProvider.System).RunAsync(arguments, Token);

    public void ShowsOneLine()
    {
        Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("   at ", Errors, StringComparison.Ordinal);
    }
}

using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Cli.Tests.Hosting;

public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task A_limit_of_a_connection_is_taken_and_the_others_have_their_default()
    {
        await using var services = Compose(("MainDb", "2"));
        Assert.Equal((2, null), (services.GetRequiredService<ConnectionLimits>().Of("MainDb"), services.GetRequiredService<ConnectionLimits>().Of("Files")));
        await using var without = Compose();
        Assert.Equal(4, without.GetRequiredService<ConnectionLimits>().Of("MainDb"));
    }

    [Theory]
    [InlineData("MainDb", "0", "--limit MainDb=")]
    [InlineData("MainDb", "65", "from 1 to 64")]
    [InlineData("MainDb", "two", "whole number")]
    [InlineData("mainDb", "2", "it knows MainDb, Files")]
    public void A_limit_that_is_none_is_refused_with_the_way_to_mend_it(string name, string limit, string expected)
    {
        var error = Assert.Throws<CommandException>(() => Compose((name, limit)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.BadInput, error.ExitCode);
    }

    private static ServiceProvider Compose(params (string Name, string Limit)[] limits)
    {
        var services = new ServiceCollection();
        var settings = new EmbeddedSettings("unused", null, new Dictionary<string, string>(), 0) { Limits = limits.ToDictionary(l => l.Name, l => l.Limit) };
        new HostComposition().AddEngine(services, settings, worker: false);
        return services.BuildServiceProvider();
    }
}

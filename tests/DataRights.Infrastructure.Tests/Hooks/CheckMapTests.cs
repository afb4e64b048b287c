using DataRights.Testing.Servers;

namespace DataRights.Infrastructure.Tests.Hooks;

public sealed class CheckMapTests
{
    [Theory]
    [InlineData("", "Set the environment variable DataMapFile")]
    [InlineData("data-map.json", "must be a full path")]
    [InlineData("/no/such/map.json", "there is no such file")]
    public async Task A_map_that_is_not_named_or_not_there_stops_the_deployment(string map, string reason)
    {
        var (code, output) = await RunAsync(map);
        Assert.Equal(1, code);
        Assert.Contains(reason, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_that_goes_into_the_package_is_named()
    {
        var map = RepositoryRoot.Combine("samples", "pythonpro", "data-map.json");
        Assert.Equal((0, $"The data map of the package is {map}.\n"), await RunAsync(map));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string map)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Hooks are run by sh.");
        using var az = new StubAz();
        return await az.RunAsync("check-map.sh", TestContext.Current.CancellationToken, ("DataMapFile", map));
    }
}

using System.Net;
using DataRights.Api.Tests.Fakes;
using DataRights.Sources;
using DataRights.Storage;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task All_parts_answering_is_healthy()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.GetAsync(Routes.Health);
        var health = await response.JsonAsync(HttpStatusCode.OK);
        Assert.Equal("up", health.GetProperty("status").GetString());
        Assert.Equal(["main", "uploads"], health.GetProperty("sources").EnumerateArray().Select(s => s.GetProperty("name").GetString()!));
        Assert.Equal("up", health.GetProperty("store").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("main")]
    [InlineData("uploads")]
    [InlineData("store")]
    public async Task One_part_down_is_told_by_name_and_code(string part)
    {
        await using var host = await ApiHost.StartAsync(Token);
        host.Engine.Source.OnOpen = () => part == "main" ? throw new SourceException("main", "unreachable", true) : Task.CompletedTask;
        host.Engine.Files.Fails = part == "uploads" ? () => new SourceException("uploads", "unreachable", true) : null;
        host.Engine.Store.Fails = part == "store" ? () => new StoreException("unreachable", true) : null;
        using var response = await host.GetAsync(Routes.Health);
        var health = await response.JsonAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("down", health.GetProperty("status").GetString());
        var down = health.GetProperty("sources").EnumerateArray().Append(health.GetProperty("store")).Single(p => p.GetProperty("status").GetString() == "down");
        Assert.Equal((part, "unreachable"), (down.GetProperty("name").GetString(), down.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_source_that_hangs_is_down_and_is_asked_once()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var hangs = new TaskCompletionSource();
        host.Engine.Source.OnOpen = () => hangs.Task;
        for (var i = 0; i < 2; i++)
        {
            using var response = await host.GetAsync(Routes.Health);
            var health = await response.JsonAsync(HttpStatusCode.ServiceUnavailable);
            Assert.Equal("timeout", health.GetProperty("sources")[0].GetProperty("code").GetString());
            host.Engine.Clock.Now += TimeSpan.FromMinutes(1);
        }

        Assert.Equal(1, host.Engine.Source.Opened);
        hangs.SetResult();
    }
}

using DataRights.Cli.Downloads;
using DataRights.Cli.Terminal;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Downloads;

/// <summary>A download has every part, goes on where it broke, and is what the host says or nothing.</summary>
public sealed class ArchiveDownloadTests : IDisposable
{
    private static readonly byte[][] Parts = [.. new[] { 10_000, 3_000, 1 }.Select((length, seed) => Noise(length, seed))];

    private readonly TempDirectory directory = new();

    private string To => directory.Combine("archive");

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_parts_are_fetched_under_the_names_that_the_host_gives(bool links)
    {
        var host = new PartedHost(Parts) { GivesLinks = links };
        var fetched = await FetchAsync(host);
        Assert.Equal(["mine-1.zip", "mine-2.zip", "mine-3.zip"], fetched.Select(p => Path.GetFileName(p.File)));
        AssertWhole(fetched);
        Assert.Equal((3, links ? 3 : 0), (host.Asked.Count, host.Links));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_breaks_off_goes_on_where_it_broke(bool links)
    {
        var host = new PartedHost(Parts) { BreaksAfter = 4_000, GivesLinks = links };
        AssertWhole(await FetchAsync(host));
        Assert.Equal([0, 4_000, 8_000, 0, 0], host.Asked.Select(a => a.From));
        Assert.Equal(links ? 3 : 0, host.Links);
    }

    [Fact]
    public async Task A_link_that_is_no_longer_good_is_asked_for_again()
    {
        var host = new PartedHost(Parts) { BreaksAfter = 4_000, GivesLinks = true, LinkUses = 2 };
        AssertWhole(await FetchAsync(host));
        Assert.Equal([0, 4_000, 8_000, 0, 0], host.Asked.Select(a => a.From));
        Assert.Equal(5, host.Links);
    }

    [Fact]
    public async Task Another_run_goes_on_and_fetches_nothing_that_is_here()
    {
        var host = new PartedHost(Parts) { BreaksAfter = 0 };
        var error = await Assert.ThrowsAsync<CommandException>(() => FetchAsync(host));
        Assert.Contains("part 1 broke off 5 times at 0 of 10000", error.Message, StringComparison.Ordinal);
        var partial = Assert.Single(Directory.EnumerateFiles(To));
        await File.WriteAllBytesAsync(partial, Parts[0][..2_500], Fakes.Terminal.Token);

        host = new PartedHost(Parts);
        var fetched = await FetchAsync(host);
        AssertWhole(fetched);
        Assert.Equal([2_500, 0, 0], host.Asked.Select(a => a.From));
        Assert.Equal([7_500, 3_000, 1], fetched.Select(p => p.Fetched));

        host = new PartedHost(Parts);
        Assert.All(await FetchAsync(host), p => Assert.Equal(0, p.Fetched));
        Assert.Empty(host.Asked);
    }

    [Fact]
    public async Task A_host_that_knows_no_ranges_sends_it_from_the_start()
    {
        var host = new PartedHost(Parts) { IgnoresRanges = true, BreaksAfter = 9_999 };
        await Assert.ThrowsAsync<CommandException>(() => FetchAsync(host));
        AssertWhole(await FetchAsync(new PartedHost(Parts) { IgnoresRanges = true }));
    }

    [Fact]
    public async Task What_is_something_else_is_discarded()
    {
        var error = await Assert.ThrowsAsync<CommandException>(() => FetchAsync(new PartedHost(Parts) { Instead = Noise(Parts[0].Length, 9) }));
        Assert.Contains("its SHA-256 is another", error.Message, StringComparison.Ordinal);
        AssertWhole(await FetchAsync(new PartedHost(Parts)));
    }

    [Fact]
    public async Task A_file_of_that_name_that_is_something_else_is_left_alone()
    {
        Directory.CreateDirectory(To);
        var file = Path.Combine(To, "mine-1.zip");
        await File.WriteAllTextAsync(file, "mine", Fakes.Terminal.Token);
        var fetched = await FetchAsync(new PartedHost(Parts));
        Assert.Equal(["r1-1.zip", "mine-2.zip", "mine-3.zip"], fetched.Select(p => Path.GetFileName(p.File)));
        Assert.Equal(Parts, fetched.Select(p => File.ReadAllBytes(p.File)));
        Assert.All(await FetchAsync(new PartedHost(Parts)), p => Assert.Equal(0, p.Fetched));

        await File.WriteAllTextAsync(fetched[0].File, "mine too", Fakes.Terminal.Token);
        var error = await Assert.ThrowsAsync<CommandException>(() => FetchAsync(new PartedHost(Parts)));
        Assert.Contains("is not part 1 of this archive", error.Message, StringComparison.Ordinal);
        Assert.Equal(["mine", "mine too"], [await File.ReadAllTextAsync(file, Fakes.Terminal.Token), await File.ReadAllTextAsync(fetched[0].File, Fakes.Terminal.Token)]);
    }

    private static byte[] Noise(int length, int seed)
    {
        var noise = new byte[length];
        new Random(seed).NextBytes(noise);
        return noise;
    }

    private async Task<IReadOnlyList<DownloadedPart>> FetchAsync(PartedHost host)
    {
        using var download = new ArchiveDownload(new("http://host.example"), () => "person", host) { Rest = TimeSpan.Zero };
        return await download.FetchAsync("r1", To, Fakes.Terminal.Token);
    }

    private void AssertWhole(IReadOnlyList<DownloadedPart> fetched)
    {
        Assert.Equal(Parts, fetched.Select(p => File.ReadAllBytes(p.File)));
        Assert.Equal(Parts.Length, Directory.GetFiles(To).Length);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var part in fetched)
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(part.File));
            }
        }
    }
}

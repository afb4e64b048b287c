using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Subjects;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Commands;

/// <summary><c>datarights keys rotate</c>.</summary>
public sealed class KeysCommandTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly Fakes.Terminal terminal = new(new HostComposition());

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Rotate_adds_a_key_and_keeps_the_older_one()
    {
        var file = directory.Combine("keys", "keys.json");
        var first = new FileKeyRing(file).Key(KeyPurposes.Sealing, 1).ToArray();
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync("keys", "rotate", KeyPurposes.Sealing, "--data", directory.Path));

        var ring = new FileKeyRing(file);
        Assert.Equal((2, 1), (ring.CurrentVersion(KeyPurposes.Sealing), ring.CurrentVersion(KeyPurposes.SubjectReference)));
        Assert.Equal(first, ring.Key(KeyPurposes.Sealing, 1).ToArray());
        Assert.Contains("sealing: key 2 is used from now on", terminal.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_are_no_keys_none_are_made()
    {
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("keys", "rotate", KeyPurposes.Sealing, "--data", directory.Path));
        terminal.ShowsOneLine();
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.Path));
    }
}

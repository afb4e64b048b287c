using DataRights.Cli.Bags;
using DataRights.Cli.Terminal;
using DataRights.Cli.Tests.Fakes;

namespace DataRights.Cli.Tests.Bags;

public sealed class BagVerifierTests
{
    [Fact]
    public async Task A_sound_bag_holds()
    {
        var report = await VerifyAsync(Bag.Sound().ToZip());
        Assert.Empty(report.Findings);
        Assert.Equal(8, report.Files);
    }

    public static TheoryData<string, string> Spoils => new()
    {
        { "change", "was changed" },
        { "add", "was added afterwards" },
        { "leave out", "was left out" },
        { "tag", "tagmanifest-sha256.txt says: it was changed" },
        { "oxum", "Payload-Oxum" },
        { "package bytes", "bytes; the data package says" },
        { "package hash", "another SHA-256 than the data package says" },
        { "package resource", "is a resource of the data package and is not in the zip" },
        { "package shape", "is not a data package" },
        { "package gone", "data/datapackage.json is missing" },
        { "no manifest", "manifest-sha256.txt is missing" },
        { "no declaration", "bagit.txt is missing" },
        { "twice", "in the zip twice" },
        { "climb", "leads out" },
        { "backslash", "leads out" },
        { "manifest line", "line 1, is not a SHA-256" },
    };

    [Theory]
    [MemberData(nameof(Spoils))]
    public async Task Every_spoiled_bag_is_told_and_how(string how, string says)
    {
        var bag = Bag.Sound();
        Spoil(bag, how);
        var report = await VerifyAsync(bag.ToZip());
        Assert.Contains(report.Findings, f => f.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Any_byte_of_the_content_that_changes_is_noticed()
    {
        var zip = Bag.Sound().ToZip();
        var at = zip.AsSpan().IndexOf("Zoë"u8);
        zip[at] ^= 1;
        Assert.False((await VerifyAsync(zip)).Holds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(-1)]
    public async Task A_file_that_was_cut_off_is_no_archive(int length)
    {
        var zip = Bag.Sound().ToZip();
        var report = await VerifyAsync(length < 0 ? zip[..^30] : zip[..length]);
        Assert.Contains("cut off", Assert.Single(report.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_says_what_it_checked_and_ends_with_1_when_it_does_not_hold()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, Bag.Sound().ToZip(), Fakes.Terminal.Token);
            var terminal = new Fakes.Terminal(new FakeComposition());
            Assert.Equal(ExitCodes.Ok, await terminal.RunAsync("verify", "archive", file));
            Assert.Contains("8 files", terminal.Results, StringComparison.Ordinal);

            var bag = Bag.Sound();
            Spoil(bag, "change");
            await File.WriteAllBytesAsync(file, bag.ToZip(), Fakes.Terminal.Token);
            Assert.Equal(ExitCodes.Failed, await terminal.RunAsync("verify", "archive", file));

            Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("verify", "archive", file + ".none"));
            Assert.Contains("there is no such file", terminal.Errors, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Task<BagReport> VerifyAsync(byte[] zip) => BagVerifier.VerifyAsync(new MemoryStream(zip), Fakes.Terminal.Token);

    private static void Spoil(Bag bag, string how)
    {
        const string Users = "data/tables/main/users.json";
        const string Package = "data/datapackage.json";
        switch (how)
        {
            case "change": bag.Replace(Users, c => c.Replace('1', '2')); break;
            case "add": bag.Files.Add(("data/extra.txt", "x")); break;
            case "leave out": bag.Files.RemoveAll(f => f.Name == Users); break;
            case "tag": bag.Replace("bag-info.txt", c => c + "Contact-Name: x\n"); break;
            case "oxum": bag.Replace("bag-info.txt", c => c.Replace(".4", ".5", StringComparison.Ordinal)); break;
            case "package bytes": bag.Replace(Package, c => c.Replace("\"bytes\":", "\"bytes\":1", StringComparison.Ordinal)); bag.Seal(); break;
            case "package hash": bag.Replace(Package, c => c.Replace("sha256:", "sha256:0", StringComparison.Ordinal)); bag.Seal(); break;
            case "package resource": bag.Files.RemoveAll(f => f.Name == Users); bag.Seal(); break;
            case "package shape": bag.Replace(Package, _ => "[1]"); bag.Seal(); break;
            case "package gone": bag.Files.RemoveAll(f => f.Name == Package); bag.Seal(); break;
            case "no manifest": bag.Files.RemoveAll(f => f.Name == "manifest-sha256.txt"); break;
            case "no declaration": bag.Files.RemoveAll(f => f.Name == "bagit.txt"); break;
            case "twice": bag.Files.Add((Users, "[]")); break;
            case "climb": bag.Files.Add(("data/../../x", "x")); break;
            case "backslash": bag.Files.Add(("data\\..\\x", "x")); break;
            case "manifest line": bag.Replace("manifest-sha256.txt", c => "zz" + c); break;
            default: throw new ArgumentOutOfRangeException(nameof(how), how, null);
        }
    }
}

using System.Security.Cryptography;
using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Export;

/// <summary>That programs of others notice what can be wrong with a bag: a validator that finds everything valid proves nothing.</summary>
public sealed class BagDamageTests() : UnpackedArchive(ExportFormat.Json, RequestKind.Access)
{
    private const string Orders = "data/tables/main/orders.json";

    [Fact]
    public async Task A_flipped_byte_in_a_table()
    {
        var bytes = await File.ReadAllBytesAsync(At(Orders), Token);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(At(Orders), bytes, Token);

        await FoundAsync(bySums: "manifest-sha256.txt");
    }

    [Fact]
    public async Task A_missing_file()
    {
        File.Delete(At("data/index.html"));

        await FoundAsync(bySums: "manifest-sha256.txt");
    }

    [Fact]
    public async Task A_file_that_no_manifest_lists()
    {
        await File.WriteAllTextAsync(At("data/extra.txt"), "extra", Token);

        await FoundAsync(bySums: null);
        Assert.NotEqual(0, (await Validators.OxumAsync(Bag)).ExitCode);
    }

    [Fact]
    public async Task A_payload_of_another_size_than_stated()
    {
        var info = await File.ReadAllTextAsync(At("bag-info.txt"), Token);
        Assert.Contains("Payload-Oxum: ", info, StringComparison.Ordinal);
        await ChangeTagAsync("bag-info.txt", info.Replace("Payload-Oxum: ", "Payload-Oxum: 1", StringComparison.Ordinal));

        // Every sum is right, so bagit-tools, which compares no sizes, finds nothing.
        Assert.Equal((0, "VALID\n"), await Validators.BagAsync(Bag));
        Assert.NotEqual(0, (await Validators.OxumAsync(Bag)).ExitCode);
    }

    [Fact]
    public async Task A_tag_file_that_was_changed()
    {
        await File.AppendAllTextAsync(At("bag-info.txt"), "Contact-Name: somebody else\n", Token);

        await FoundAsync(bySums: "tagmanifest-sha256.txt");
    }

    [Fact]
    public async Task A_tag_manifest_that_was_changed()
    {
        var lines = await File.ReadAllTextAsync(At("tagmanifest-sha256.txt"), Token);
        var digit = lines[0] == '0' ? '1' : '0';
        await File.WriteAllTextAsync(At("tagmanifest-sha256.txt"), digit + lines[1..], Token);

        await FoundAsync(bySums: "tagmanifest-sha256.txt");
    }

    [Fact]
    public async Task A_manifest_that_leaves_a_file_out()
    {
        var lines = await File.ReadAllLinesAsync(At("manifest-sha256.txt"), Token);
        Assert.Contains(lines, l => l.EndsWith(Orders, StringComparison.Ordinal));
        await ChangeTagAsync("manifest-sha256.txt", string.Concat(lines.Where(l => !l.EndsWith(Orders, StringComparison.Ordinal)).Select(l => l + "\n")));

        await FoundAsync(bySums: null);
    }

    /// <summary>Writes a tag file and puts its new sum into the tag manifest, as somebody would who wants it not to be noticed.</summary>
    private async Task ChangeTagAsync(string name, string text)
    {
        await File.WriteAllTextAsync(At(name), text, Token);
        var sum = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(At(name), Token)));
        var lines = await File.ReadAllLinesAsync(At("tagmanifest-sha256.txt"), Token);
        await File.WriteAllTextAsync(At("tagmanifest-sha256.txt"),
            string.Concat(lines.Select(l => (l.EndsWith("  " + name, StringComparison.Ordinal) ? $"{sum}  {name}" : l) + "\n")), Token);
    }

    private async Task FoundAsync(string? bySums)
    {
        if (bySums is not null)
        {
            Assert.NotEqual(0, (await Validators.SumsAsync(Bag, bySums)).ExitCode);
        }

        var (code, output) = await Validators.BagAsync(Bag);
        Assert.True(code == 1, output);
    }
}

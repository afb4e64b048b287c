using System.IO.Compression;
using DataRights.Export;
using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Export;

public abstract class ArchiveVerifierTests(ExportFormat format)
{
    public sealed class OfJson() : ArchiveVerifierTests(ExportFormat.Json);

    public sealed class OfNdjson() : ArchiveVerifierTests(ExportFormat.Ndjson);

    public sealed class OfCsv() : ArchiveVerifierTests(ExportFormat.Csv);

    [Theory]
    [InlineData("data/tables/main/orders.EXT", "was altered")]
    [InlineData("data/index.html", "was altered")]
    [InlineData("bagit.txt", "was altered")]
    [InlineData("bag-info.txt", "Payload-Oxum")]
    [InlineData("manifest-sha256.txt", "tagmanifest-sha256.txt")]
    [InlineData("data/datapackage.json", "datapackage.json lists no resources")]
    public async Task An_altered_file_is_found(string path, string finding)
    {
        path = In(path);
        var report = await VerifyAsync(await EditAsync((zip, folder) =>
        {
            zip.GetEntry($"{folder}/{path}")!.Delete();
            using var stream = zip.CreateEntry($"{folder}/{path}").Open();
            stream.Write("[]\n"u8);
        }));

        Assert.Contains(report.Findings, f => f.Contains(finding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"rows\": 120", "\"rows\": 121", "121 rows of 'data/tables/main/orders.EXT', which has 120")]
    [InlineData("\"hash\": \"sha256:", "\"hash\": \"sha256:0", "another size or hash of 'data/tables/main/orders.EXT'")]
    [InlineData("\"path\": \"tables/main/orders.EXT\"", "\"path\": \"x\"", "'data/tables/main/orders.EXT' is not described")]
    [InlineData("\"path\": \"tables/main/orders.EXT\"", "\"path\": \"x\"", "'data/x', which is not in the payload")]
    public async Task A_data_package_that_tells_otherwise_is_found(string before, string after, string finding)
    {
        const string path = "data/datapackage.json";
        (before, after, finding) = (In(before), In(after), In(finding));
        var text = (await new ExportHarness(format).ExportAsync()).Text(path);
        Assert.Contains(before, text, StringComparison.Ordinal);

        var report = await VerifyAsync(await EditAsync((zip, folder) =>
        {
            zip.GetEntry($"{folder}/{path}")!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry($"{folder}/{path}").Open());
            writer.Write(text.Replace(before, after, StringComparison.Ordinal));
        }));

        Assert.Contains(report.Findings, f => f.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_with_other_fields_than_the_schema_are_found()
    {
        const string path = "data/datapackage.json";
        var text = (await new ExportHarness(format).ExportAsync()).Text(path);

        var report = await VerifyAsync(await EditAsync((zip, folder) =>
        {
            zip.GetEntry($"{folder}/{path}")!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry($"{folder}/{path}").Open());
            writer.Write(text.Replace("\"name\": \"total\"", "\"name\": \"sum\"", StringComparison.Ordinal));
        }));

        var finding = format == ExportFormat.Csv ? "is not CSV with the header" : "120 rows of";
        Assert.Contains(report.Findings, f => f.Contains(finding, StringComparison.Ordinal) && f.Contains(In("orders.EXT"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("data/tables/main/users.EXT")]
    [InlineData("data/about.json")]
    [InlineData("bagit.txt")]
    [InlineData("bag-info.txt")]
    [InlineData("manifest-sha256.txt")]
    [InlineData("tagmanifest-sha256.txt")]
    [InlineData("data/datapackage.json")]
    public async Task A_missing_file_is_found(string path)
    {
        var report = await VerifyAsync(await EditAsync((zip, folder) => zip.GetEntry($"{folder}/{In(path)}")!.Delete()));

        Assert.Contains(report.Findings, f => f.Contains(In(path), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{0}/data/files/extra.txt", "not in manifest-sha256.txt")]
    [InlineData("{0}/extra.txt", "not in tagmanifest-sha256.txt")]
    [InlineData("other/extra.txt", "outside the bag")]
    [InlineData("{0}/../extra.txt", "unsafe")]
    [InlineData("{0}/bagit.txt", "more than once")]
    public async Task A_file_too_many_is_found(string name, string finding)
    {
        var report = await VerifyAsync(await EditAsync((zip, folder) => zip.CreateEntry(string.Format(null, name, folder))));

        Assert.Contains(report.Findings, f => f.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_truncated_archive_gives_findings_at_every_length()
    {
        var bytes = (await new ExportHarness(format).ExportAsync()).Bytes;
        for (var length = 0; length < bytes.Length; length += 97)
        {
            Assert.NotEmpty((await VerifyAsync(bytes[..length])).Findings);
        }
    }

    [Fact]
    public async Task Any_flipped_byte_of_content_gives_findings_and_nothing_is_ever_thrown()
    {
        var bytes = (await new ExportHarness(format).ExportAsync()).Bytes;
        var random = new Random(1);
        var found = 0;
        for (var i = 0; i < 400; i++)
        {
            var copy = bytes.ToArray();
            copy[random.Next(copy.Length)] ^= (byte)random.Next(1, 256);
            found += (await VerifyAsync(copy)).Holds ? 0 : 1;
        }

        // Times, attributes and local headers are repeated or do not touch content.
        Assert.True(found > 320, $"Only {found} of 400 were found.");
        for (var i = 0; i < 100; i++)
        {
            var garbage = new byte[random.Next(2000)];
            random.NextBytes(garbage);
            Assert.NotEmpty((await VerifyAsync(garbage)).Findings);
        }
    }

    private string In(string text) => text.Replace("EXT", format.ToString().ToLowerInvariant(), StringComparison.Ordinal);

    private static Task<ArchiveReport> VerifyAsync(byte[] bytes) => ArchiveVerifier.VerifyAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken);

    private async Task<byte[]> EditAsync(Action<ZipArchive, string> edit)
    {
        var bag = await new ExportHarness(format).ExportAsync();
        var stream = new MemoryStream();
        stream.Write(bag.Bytes);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            edit(zip, bag.Folder);
        }

        return stream.ToArray();
    }
}

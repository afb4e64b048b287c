using System.IO.Compression;
using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Export;

/// <summary>What programs of others say of our archives, and that they do notice damage.</summary>
public abstract class IndependentValidatorTests(ExportFormat format) : IAsyncLifetime
{
    public sealed class OfJson() : IndependentValidatorTests(ExportFormat.Json);

    public sealed class OfNdjson() : IndependentValidatorTests(ExportFormat.Ndjson);

    public sealed class OfCsv() : IndependentValidatorTests(ExportFormat.Csv);

    private readonly string folder = Directory.CreateTempSubdirectory("datarights-export-").FullName;
    private string bag = "";

    private string Zip => Path.Combine(folder, "archive.zip");

    public async ValueTask InitializeAsync()
    {
        var exported = await new ExportHarness(format).ExportAsync();
        await File.WriteAllBytesAsync(Zip, exported.Bytes, TestContext.Current.CancellationToken);
        await ZipFile.ExtractToDirectoryAsync(Zip, folder, TestContext.Current.CancellationToken);
        bag = Path.Combine(folder, exported.Folder);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Python_and_unzip_read_the_zip_and_notice_damage()
    {
        Assert.Equal((0, true), await JudgeAsync());
        var bytes = await File.ReadAllBytesAsync(Zip, TestContext.Current.CancellationToken);
        bytes[400] ^= 0xff;
        await File.WriteAllBytesAsync(Zip, bytes, TestContext.Current.CancellationToken);
        Assert.NotEqual((0, true), await JudgeAsync());

        async Task<(int, bool)> JudgeAsync()
        {
            var python = await Tool.RunAsync("python3", "-c", "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); sys.exit(z.testzip() is not None)", Zip);
            var unzip = await Tool.RunAsync("unzip", "-tq", Zip);
            return (python.ExitCode, unzip.ExitCode == 0 && unzip.Output.Contains("No errors", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("manifest-sha256.txt", "data/tables/main/orders.EXT")]
    [InlineData("tagmanifest-sha256.txt", "bag-info.txt")]
    public async Task Sha256sum_agrees_with_the_manifests_and_notices_damage(string manifest, string victim)
    {
        Assert.Equal((0, ""), await Tool.RunAsync("sh", "-c", $"cd '{bag}' && sha256sum --quiet --strict -c {manifest}"));
        await File.AppendAllTextAsync(Path.Combine(bag, In(victim)), " ", TestContext.Current.CancellationToken);
        Assert.NotEqual(0, (await Tool.RunAsync("sh", "-c", $"cd '{bag}' && sha256sum --quiet --strict -c {manifest}")).ExitCode);
    }

    [Theory]
    [InlineData("data/index.html")]
    [InlineData("bag-info.txt")]
    public async Task Bagit_tools_finds_the_bag_valid_and_notices_damage(string victim)
    {
        Assert.Equal((0, "VALID\n"), await NodeAsync("validate-bag.js", bag));
        await File.AppendAllTextAsync(Path.Combine(bag, In(victim)), " ", TestContext.Current.CancellationToken);
        Assert.NotEqual(0, (await NodeAsync("validate-bag.js", bag)).ExitCode);
    }

    [Theory]
    [InlineData("data/tables/main/orders.EXT", "ID1", "IDone")]
    [InlineData("data/tables/main/users.EXT", "ACTIVE", "MAYBE")]
    [InlineData("data/datapackage.json", "\"name\": \"main.users\",", "")]
    [InlineData("data/datapackage.json", "\"type\": \"integer\"", "\"type\": \"whole\"")]
    public async Task The_data_package_library_finds_every_value_valid_and_notices_damage(string victim, string before, string after)
    {
        var data = Path.Combine(bag, "data");
        Assert.Equal((0, "VALID\n"), await NodeAsync("validate-package.js", data));
        var path = Path.Combine(bag, In(victim));
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        (before, after) = (In(before), In(after));
        Assert.Contains(before, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text.Replace(before, after, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.NotEqual(0, (await NodeAsync("validate-package.js", data)).ExitCode);
    }

    /// <summary>What the format makes of a place in a file.</summary>
    private string In(string text) => (text, format) switch
    {
        ("ID1", ExportFormat.Csv) => "\r\n1,7,",
        ("IDone", ExportFormat.Csv) => "\r\none,7,",
        ("ACTIVE", ExportFormat.Csv) => ",true,",
        ("MAYBE", ExportFormat.Csv) => ",maybe,",
        ("ID1", _) => "\"id\":1,",
        ("IDone", _) => "\"id\":\"one\",",
        ("ACTIVE", _) => "\"active\":true",
        ("MAYBE", _) => "\"active\":\"maybe\"",
        _ => text.Replace("EXT", format.ToString().ToLowerInvariant(), StringComparison.Ordinal),
    };

    private static Task<(int ExitCode, string Output)> NodeAsync(string script, string path)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Tool.Services, "node_modules")), "The npm packages of tests/services are not installed; ./test does it.");
        return Tool.RunAsync("node", Path.Combine(Tool.Services, script), path);
    }
}

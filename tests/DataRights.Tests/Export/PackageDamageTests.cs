using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Export;

/// <summary>That the data package library notices what can be wrong with a package, in every format.</summary>
public abstract class PackageDamageTests(ExportFormat format) : UnpackedArchive(format, RequestKind.Access)
{
    public sealed class OfJson() : PackageDamageTests(ExportFormat.Json);

    public sealed class OfNdjson() : PackageDamageTests(ExportFormat.Ndjson);

    public sealed class OfCsv() : PackageDamageTests(ExportFormat.Csv);

    [Theory]
    [InlineData("data/tables/main/orders.EXT", "ID1", "IDone", "id")]
    [InlineData("data/tables/main/users.EXT", "ACTIVE", "MAYBE", "active")]
    [InlineData("data/tables/main/orders.EXT", "12.50", "12.05", "another hash")]
    [InlineData("data/datapackage.json", "\"name\": \"main.users\",", "", "validation error")]
    [InlineData("data/datapackage.json", "\"type\": \"integer\"", "\"type\": \"whole\"", "validation error")]
    [InlineData("data/datapackage.json", "\"type\": \"number\"", "\"type\": \"date\"", "date")]
    [InlineData("data/datapackage.json", "\"rows\": 120", "\"rows\": 121", "120 rows, 121 stated")]
    public async Task A_value_or_statement_that_is_wrong(string victim, string before, string after, string finding)
    {
        var path = At(In(victim));
        var text = await File.ReadAllTextAsync(path, Token);
        (before, after) = (In(before), In(after));
        Assert.Contains(before, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text.Replace(before, after, StringComparison.Ordinal), Token);

        var (code, output) = await Validators.PackageAsync(Bag);

        Assert.Equal(1, code);
        Assert.Contains(finding, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_table()
    {
        File.Delete(At(In("data/tables/main/orders.EXT")));

        Assert.Equal(1, (await Validators.PackageAsync(Bag)).ExitCode);
    }

    /// <summary>What the format makes of a place in a file.</summary>
    private string In(string text) => (text, Format) switch
    {
        ("ID1", ExportFormat.Csv) => "\r\n1,7,",
        ("IDone", ExportFormat.Csv) => "\r\none,7,",
        ("ACTIVE", ExportFormat.Csv) => ",true,",
        ("MAYBE", ExportFormat.Csv) => ",maybe,",
        ("ID1", _) => "\"id\":1,",
        ("IDone", _) => "\"id\":\"one\",",
        ("ACTIVE", _) => "\"active\":true",
        ("MAYBE", _) => "\"active\":\"maybe\"",
        _ => text.Replace("EXT", Format.ToString().ToLowerInvariant(), StringComparison.Ordinal),
    };
}

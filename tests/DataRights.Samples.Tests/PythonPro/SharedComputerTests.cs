using System.IO.Compression;
using System.Text.Json;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using Xunit;

namespace DataRights.Samples.Tests.PythonPro;

/// <summary>Two people of the sample use one computer: each archive has what its person saw signed in, and nothing that may be the other's.</summary>
public sealed class SharedComputerTests(ThousandPeople thousand) : IClassFixture<ThousandPeople>
{
    private const string Computer = "(SELECT device_id FROM page_views WHERE user_id = 1 INTERSECT SELECT device_id FROM page_views WHERE user_id = 10)";

    [Theory]
    [InlineData(PythonProPeople.Ordinary)]
    [InlineData(PythonProPeople.MuchAnswered)]
    public async Task An_archive_holds_no_page_view_that_may_be_anothers(long person)
    {
        using var zip = new ZipArchive(new MemoryStream(await SampleArchive.ExportAsync(thousand.Sample, person, ExportFormat.Json, 1_000_000)));
        var views = Read(zip, "data/tables/main/page_views.json").EnumerateArray().Select(v => v.GetProperty("id").GetInt64()).ToList();

        var own = thousand.Sample.Rows($"SELECT id FROM page_views WHERE user_id = {person}").Select(r => (long)r[0]);
        var anonymous = thousand.Sample.Rows($"SELECT id FROM page_views WHERE user_id IS NULL AND device_id IN (SELECT id FROM devices WHERE user_id = {person}) AND device_id NOT IN {Computer}").Select(r => (long)r[0]);
        Assert.Equal(own.Concat(anonymous).Order(), views.Order());
        var withheld = thousand.Sample.Count($"SELECT count(*) FROM page_views WHERE user_id IS NULL AND device_id IN {Computer}");
        Assert.True(withheld >= 3);
        var gap = Read(zip, "data/about.json").GetProperty("missing").EnumerateArray().Single(m => m.GetProperty("code").GetString() == "rows-withheld");
        Assert.Equal(FormattableString.Invariant($"{withheld} rows may be another person's, and are left out for their sake (GDPR Art. 15(4))."), gap.GetProperty("why").GetString());
    }

    private static JsonElement Read(ZipArchive zip, string path)
    {
        using var stream = zip.Entries.Single(e => e.FullName.EndsWith("/" + path, StringComparison.Ordinal)).Open();
        return JsonDocument.Parse(stream).RootElement;
    }
}

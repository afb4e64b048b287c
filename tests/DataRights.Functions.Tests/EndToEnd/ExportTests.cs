using DataRights.EndToEnd.Tests.Sample;
using DataRights.Export;
using DataRights.Functions.Tests.EndToEnd.Hosting;
using DataRights.Functions.Tests.EndToEnd.World;
using DataRights.Functions.Tests.Fakes;
using DataRights.Samples.PythonPro;

namespace DataRights.Functions.Tests.EndToEnd;

/// <summary>An export over HTTP, from the call to the downloaded archive, and what the host application hears of it.</summary>
public sealed class ExportTests(SampleTemplate template)
{
    [Fact]
    public async Task A_submitted_export_is_downloaded_from_Azurite_by_a_link_and_is_a_valid_archive()
    {
        await using var stage = await Stage.OpenAsync(template, [PythonProPeople.Ordinary, PythonProPeople.Moderator]);
        var submitted = await stage.SubmitAsync("access", PythonProPeople.Ordinary, "export-1");
        Assert.Equal(202, submitted.Status);
        await stage.DeliverAllAsync();

        var archive = $"api/requests/{submitted.Id}/archive";
        Assert.Equal(404, (await stage.GetAsync(archive, stage.Cloud.Callers.Person(PythonProPeople.Moderator))).Status);
        var answer = await stage.GetAsync(archive, stage.Cloud.Callers.Person(PythonProPeople.Ordinary));
        Assert.True(answer.Status == 302, answer.ToString());
        var signature = answer.Headers["Location"].Split("sig=")[1].Split('&')[0];
        stage.Cloud.Secrets.Remember("the signature of a link", signature);
        stage.Cloud.Secrets.Remember("the signature of a link", Uri.UnescapeDataString(signature));

        using var client = new HttpClient();
        using var zip = new MemoryStream(await client.GetByteArrayAsync(new Uri(answer.Headers["Location"]), Head.Token));
        var report = await ArchiveVerifier.VerifyAsync(zip, Head.Token);
        Assert.True(report.Holds, string.Join(' ', report.Findings));
        var record = await stage.ReadAsync(submitted.Id);
        Assert.Equal((record.Archive!.Rows, true), (report.Rows, record.Archive.Files > 0));

        // Marks are found in it: the search finds what there is.
        zip.Position = 0;
        var found = stage.Cloud.Book.FindInZip(zip);
        Assert.Contains(found, f => f.Contains("the email of 1", StringComparison.Ordinal));
        Assert.Contains(found, f => f.Contains("the name of 1", StringComparison.Ordinal));
        await Soundness.AssertAsync(stage);
    }

    [Fact]
    public async Task Every_change_is_told_to_the_webhook_endpoint_once_and_in_order()
    {
        await using var stage = await Stage.OpenAsync(template, [PythonProPeople.Ordinary]);
        var export = await stage.SubmitAsync("access", PythonProPeople.Ordinary, "export-1");
        var deletion = await stage.SubmitAsync("deletion", PythonProPeople.ScriptTag, "deletion-1");
        await stage.RunUntilQuietAsync();

        foreach (var id in new[] { export.Id, deletion.Id })
        {
            var expected = (await stage.ReadAsync(id)).Transitions.Select(t => $"{id}.{t.Seq} {t.Event ?? "request." + t.Status.ToString().ToLowerInvariant()}").ToList();
            Assert.True(expected.Count >= 3);
            Assert.Equal(expected, stage.Cloud.Receiver.Calls.Where(c => c.Id.StartsWith(id, StringComparison.Ordinal)).Select(c => $"{c.Id} {c.Json.GetProperty("type")}"));
        }

        await Soundness.AssertAsync(stage);
    }
}

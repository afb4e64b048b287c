using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.EndToEnd.Tests.Deletion;

/// <summary>Whole deletions over a store that keeps versions, with files found by name and by tag.</summary>
public sealed class KeptFilesTests(SampleTemplate template) : DeletionTestBase(template, SourceKind.Sqlite)
{
    private const string ByTag = "{ \"source\": \"files\", \"match\": \"tag\", \"from\": \"owner={users.id}\", \"deletion\": { \"treatment\": \"delete\" } }";
    private const string ByName = "{ \"source\": \"files\", \"match\": \"name\", \"from\": \"avatars/{users.id}.png\", \"deletion\": { \"treatment\": \"delete\" } }";

    private readonly VersionedFiles files = new VersionedFiles("files")
        .Put("docs/old.txt", "owner=3").Put("docs/old.txt", "owner=3").Put("docs/new.txt", "owner=3").Put("docs/theirs.txt", "owner=33")
        .Put("avatars/3.png").Put("avatars/3.png").Put("avatars/3.png.bak").Put("avatars/33.png");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_version_goes_and_nobody_elses_though_the_run_stops_between_a_file_and_its_version(int stops)
    {
        await using var deployment = await DeployOnFilesAsync();
        files.StopBetween = stops;
        files.RecoverableUntil = deployment.Clock.GetUtcNow() + TimeSpan.FromDays(14);
        await using var process = deployment.Start();
        var record = await DeleteAsync(process, "user_id", "3");

        AssertCompleted(record);
        Assert.Equal(0, files.StopBetween);
        Assert.Equal(["avatars/3.png.bak", "avatars/33.png", "docs/theirs.txt"], files.Left);
        var receipt = await ReceiptAsync(process, record);
        var collections = receipt["collections"]!.ToDictionary(c => (string)c["name"]!);
        Assert.Equal((2L, 1L), ((long)collections["upload_files"]["deleted"]!, (long)collections["avatars"]["deleted"]!));
        Assert.Equal(files.RecoverableUntil, (DateTimeOffset)collections["avatars"]["recoverableUntil"]!);
        Assert.Null(collections["users"]["recoverableUntil"]);
    }

    [Fact]
    public async Task An_export_holds_the_files_of_now_once_each()
    {
        await using var deployment = await DeployOnFilesAsync();
        await using var process = deployment.Start();
        var submitted = await process.SubmitAsync(RequestKind.Access, "user_id", "3");
        await process.RunUntilQuietAsync();

        var record = await process.ReadAsync(submitted.Id);
        AssertCompleted(record);
        Assert.Equal(3, record.Archive!.Files);
    }

    private async Task<Deployment> DeployOnFilesAsync()
    {
        var deployment = await DeployAsync();
        deployment.OpenFiles = () => files;
        deployment.Map = deployment.ReadMap(json =>
        {
            var map = Newtonsoft.Json.Linq.JObject.Parse(json);
            map["sources"]!["files"] = Newtonsoft.Json.Linq.JObject.Parse("{ \"kind\": \"blobs\", \"connection\": \"Files\", \"container\": \"people\" }");
            map["collections"]!["upload_files"] = Newtonsoft.Json.Linq.JObject.Parse(ByTag);
            map["collections"]!["avatars"] = Newtonsoft.Json.Linq.JObject.Parse(ByName);
            return map.ToString();
        });
        return deployment;
    }
}

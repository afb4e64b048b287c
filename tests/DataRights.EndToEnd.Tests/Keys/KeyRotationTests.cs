using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Subjects;
using Xunit;

namespace DataRights.EndToEnd.Tests.Keys;

/// <summary>Every key is rotated while requests are under way, by one host and by two.</summary>
public sealed class KeyRotationTests(SampleTemplate template) : DeletionTestBase(template, SourceKind.Sqlite)
{
    [Theory]
    [InlineData(KeyPurposes.Sealing)]
    [InlineData(KeyPurposes.SubjectReference)]
    [InlineData(KeyPurposes.Intake)]
    [InlineData(KeyPurposes.Signing)]
    public async Task Requests_under_way_go_on_and_new_ones_use_the_new_key(string purpose)
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var deletion = await process.SubmitAsync(RequestKind.Deletion, "user_id", "3", waiveGrace: false);
        var export = await process.SubmitAsync(RequestKind.Access, "user_id", "4");
        Assert.Equal(2, KeyFiles.Rotate(deployment, purpose));

        await using var restarted = deployment.Start();
        deployment.Clock.Advance(TimeSpan.FromDays(7));
        var later = await restarted.SubmitAsync(RequestKind.Access, "user_id", "5");
        await restarted.RunUntilQuietAsync();

        foreach (var request in new[] { deletion, export, later })
        {
            AssertCompleted(await restarted.ReadAsync(request.Id));
        }

        Assert.StartsWith(purpose == KeyPurposes.SubjectReference ? "s2_" : "s1_", later.SubjectReference!, StringComparison.Ordinal);
        Assert.Null(await restarted.Get<ISubjectResolver>().ResolveAsync([new Identifier("user_id", IdentifierType.Integer, "3")], Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_hosts_of_which_one_has_not_heard_of_the_new_key_work_each_others_requests(bool olderWorks)
    {
        await using var deployment = await DeployAsync();
        await using var older = deployment.Start();
        var first = await older.SubmitAsync(RequestKind.Deletion, "user_id", "3");
        KeyFiles.Rotate(deployment, KeyPurposes.Sealing);
        KeyFiles.Rotate(deployment, KeyPurposes.SubjectReference);
        await using var newer = deployment.Start();
        var second = await newer.SubmitAsync(RequestKind.Deletion, "user_id", "4");

        await (olderWorks ? older : newer).RunUntilQuietAsync();

        AssertCompleted(await newer.ReadAsync(first.Id));
        AssertCompleted(await newer.ReadAsync(second.Id));
    }

    [Fact]
    public async Task A_person_with_something_open_stays_with_the_older_reference_until_it_has_ended()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var deletion = await process.SubmitAsync(RequestKind.Deletion, "user_id", "3", waiveGrace: false);
        KeyFiles.Rotate(deployment, KeyPurposes.SubjectReference);
        await using var restarted = deployment.Start();

        var again = await restarted.Requests.SubmitAsync(new Submission(RequestKind.Deletion, new Dictionary<string, string> { ["user_id"] = "3" }, null, false), Token);
        var export = await restarted.SubmitAsync(RequestKind.Access, "user_id", "3");

        Assert.Equal((deletion.Id, false), (again.Request.Id, again.Created));
        Assert.Equal(deletion.SubjectReference, export.SubjectReference);
    }

    [Fact]
    public async Task A_deletion_destroys_archives_that_were_made_before_the_rotation()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var export = await process.SubmitAsync(RequestKind.Access, "user_id", "3");
        await process.RunUntilQuietAsync();
        Assert.NotEmpty(await ObjectsAsync(process, Storage.ObjectNames.Archives));
        KeyFiles.Rotate(deployment, KeyPurposes.SubjectReference);
        await using var restarted = deployment.Start();

        var deletion = await DeleteAsync(restarted, "user_id", "3");

        AssertCompleted(deletion);
        Assert.NotEqual(export.SubjectReference, deletion.SubjectReference);
        Assert.Empty(await ObjectsAsync(restarted, Storage.ObjectNames.Archives));
        Assert.Null((await restarted.ReadAsync(export.Id)).SealedRootKey);
    }
}

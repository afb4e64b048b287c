using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Subjects;
using Xunit;

namespace DataRights.EndToEnd.Tests.Keys;

/// <summary>What a lost or damaged key stops, what it does not, and that bringing it back mends it.</summary>
public sealed class KeyLossTests(SampleTemplate template) : DeletionTestBase(template, SourceKind.Sqlite)
{
    [Fact]
    public async Task Without_the_sealing_key_requests_end_in_key_missing_untouched_and_finish_when_it_is_back()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var requests = new[] { await process.SubmitAsync(RequestKind.Deletion, "user_id", "3"), await process.SubmitAsync(RequestKind.Access, "user_id", "4") };
        KeyFiles.Rotate(deployment, KeyPurposes.Sealing);
        var backup = await File.ReadAllBytesAsync(deployment.KeyFile, Token);
        KeyFiles.Lose(deployment, KeyPurposes.Sealing, 1);
        var before = await StateAsync(deployment);

        await using (var without = deployment.Start())
        {
            await without.RunUntilQuietAsync();
            foreach (var request in requests)
            {
                var failed = await without.ReadAsync(request.Id);
                Assert.Equal((RequestStatus.Failed, "key-missing"), (failed.Status, failed.Outcome));
                Assert.NotNull(failed.SealedRootKey);
            }

            before.AssertEqual(await StateAsync(deployment));
        }

        await File.WriteAllBytesAsync(deployment.KeyFile, backup, Token);
        await using var restored = deployment.Start();
        await FinishAsync(restored, requests);
    }

    [Fact]
    public async Task Under_another_key_file_requests_end_in_seal_broken_and_finish_when_the_first_is_back()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var requests = new[] { await process.SubmitAsync(RequestKind.Deletion, "user_id", "3"), await process.SubmitAsync(RequestKind.Access, "user_id", "4") };
        var backup = await File.ReadAllBytesAsync(deployment.KeyFile, Token);
        File.Delete(deployment.KeyFile);

        await using (var other = deployment.Start())
        {
            await other.RunUntilQuietAsync();
            Assert.All(requests, r => Assert.Equal("seal-broken", other.ReadAsync(r.Id).GetAwaiter().GetResult().Outcome));
        }

        await File.WriteAllBytesAsync(deployment.KeyFile, backup, Token);
        await using var restored = deployment.Start();
        await FinishAsync(restored, requests);
    }

    [Fact]
    public async Task Without_an_older_reference_key_open_requests_go_on_but_the_person_is_a_stranger_to_what_was_before()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var export = await process.SubmitAsync(RequestKind.Access, "user_id", "3");
        await process.RunUntilQuietAsync();
        var open = await process.SubmitAsync(RequestKind.Deletion, "user_id", "4");
        KeyFiles.Rotate(deployment, KeyPurposes.SubjectReference);
        KeyFiles.Lose(deployment, KeyPurposes.SubjectReference, 1);

        await using var without = deployment.Start();
        var second = await without.SubmitAsync(RequestKind.Deletion, "user_id", "4");
        Assert.NotEqual(open.Id, second.Id);
        var deletion = await DeleteAsync(without, "user_id", "3");

        AssertCompleted(deletion);
        AssertCompleted(await without.ReadAsync(open.Id));
        Assert.Equal("deleted", (await without.ReadAsync(second.Id)).Outcome);
        Assert.Null((await without.ReadAsync(export.Id)).Archive!.Destroyed);
    }

    [Fact]
    public async Task A_damaged_key_file_stops_the_host_at_its_start_and_is_left_as_it_is()
    {
        await using var deployment = await DeployAsync();
        await using (var process = deployment.Start())
        {
            await process.SubmitAsync(RequestKind.Access, "user_id", "3");
        }

        var whole = await File.ReadAllTextAsync(deployment.KeyFile, Token);
        await File.WriteAllTextAsync(deployment.KeyFile, whole[..^40], Token);
        var failure = Assert.Throws<KeyRingException>(() => new FileKeyRing(deployment.KeyFile));

        Assert.Contains("restore it from its backup", failure.Message, StringComparison.Ordinal);
        Assert.Equal(whole[..^40], await File.ReadAllTextAsync(deployment.KeyFile, Token));
        await File.WriteAllTextAsync(deployment.KeyFile, whole, Token);
        await using var restored = deployment.Start();
        await restored.RunUntilQuietAsync();
    }

    private static async Task FinishAsync(Running.EngineProcess process, IReadOnlyList<RequestRecord> requests)
    {
        foreach (var request in requests)
        {
            await process.Requests.RetryAsync(request.Id, Token);
        }

        await process.RunUntilQuietAsync();
        foreach (var request in requests)
        {
            AssertCompleted(await process.ReadAsync(request.Id));
        }
    }
}

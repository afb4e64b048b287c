using DataRights.Deletion.Holds;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using Xunit;

namespace DataRights.EndToEnd.Tests.Holds;

/// <summary>
/// A hold is placed by another process at single effects of a deletion: from its acknowledgement on nothing that it covers goes, and after its
/// release everything is as if there had been none.
/// </summary>
public abstract class HoldAtEveryStepTests(SampleTemplate template, SourceKind kind) : HoldTestBase(template, kind)
{
    private const int Sampled = 5;

    [Theory]
    [InlineData(null)]
    [InlineData("code_runs")]
    public Task At_some_effects(string? collection) => AtEffectsAsync(collection, Kind == SourceKind.Sqlite ? Sampled : 3);

    [Theory]
    [InlineData(null)]
    [InlineData("code_runs")]
    [Trait("run", "long")]
    public Task At_every_effect(string? collection) => AtEffectsAsync(collection, int.MaxValue);

    private async Task AtEffectsAsync(string? collection, int atMost)
    {
        var effects = await CountAsync();
        var held = 0;
        for (var n = 1; n <= effects; n += Math.Max(1, effects / atMost))
        {
            held += await AtAsync(n, collection) ? 1 : 0;
        }

        Assert.True(held > 1, "No hold came in time.");
    }

    private async Task<int> CountAsync()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        await SubmitAsync(process);
        process.Faults.Revive();
        await process.DeliverAsync();
        return process.Faults.Effects;
    }

    /// <summary>Whether the hold came before the deletion was over.</summary>
    private async Task<bool> AtAsync(int effect, string? collection)
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        await using var operators = deployment.Start();
        var before = await StateAsync(deployment);
        var request = await SubmitAsync(process);
        var (count, hold) = (0, (Hold?)null);
        SampleState? then = null;
        process.Faults.OnEffect = (_, _) =>
        {
            if (++count == effect)
            {
                hold = Task.Run(() => PlaceAsync(operators, OnPerson(collection) with { Identifiers = null, Request = collection is null ? request.Id : null }), Token).GetAwaiter().GetResult();
                then = Task.Run(() => StateAsync(deployment), Token).GetAwaiter().GetResult();
            }
        };
        await process.DeliverAsync();
        process.Faults.OnEffect = null;
        await process.RunUntilQuietAsync();
        Assert.NotNull(hold?.Acknowledged);

        var record = await process.ReadAsync(request.Id);
        var isHeld = record.Status == RequestStatus.Waiting;
        var now = await StateAsync(deployment);
        if (!isHeld)
        {
            AssertCompleted(record);
        }
        else if (collection is null)
        {
            then!.AssertEqual(now);
        }
        else
        {
            AssertSame(then!, now, collection);
            Assert.Equal("held", record.Outcome);
        }

        await ReleaseAsync(process, hold!);
        await AssertDeletedAsync(deployment, process, before, request.Id);
        return isHeld;
    }
}

public sealed class SqliteHoldAtEveryStepTests(SampleTemplate template) : HoldAtEveryStepTests(template, SourceKind.Sqlite);

public sealed class PostgresHoldAtEveryStepTests(SampleTemplate template) : HoldAtEveryStepTests(template, SourceKind.Postgres);

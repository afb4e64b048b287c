using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Storage;
using Xunit;

namespace DataRights.EndToEnd.Tests.Crashing;

/// <summary>
/// A cancellation that comes at each effect, and after each. Before the first effect on the person's data, and while no run is under
/// way: cancelled, with everything as it was. Otherwise: refused as too late, and the deletion ends as if nobody had asked.
/// </summary>
public abstract class CancelMatrixTests(SampleTemplate template, SourceKind kind) : DeletionTestBase(template, kind)
{
    private const int AfterCapture = 12;
    private const int EffectsAtLeast = 60;

    [Fact]
    public async Task A_cancellation_at_some_points_has_the_documented_end()
    {
        var undisturbed = await UndisturbedAsync();
        Assert.True(await CancelAsync(undisturbed, AfterCapture, dies: false));
        Assert.False(await CancelAsync(undisturbed, AfterCapture, dies: true));
    }

    /// <param name="dies">Whether the run dies at that point and is cancelled then; otherwise its slice ends there.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("run", "long")]
    public async Task A_cancellation_at_any_point_has_the_documented_end(bool dies)
    {
        var undisturbed = await UndisturbedAsync();
        var (cancelled, refused, n) = (0, 0, 1);
        for (; await CancelAsync(undisturbed, n, dies) is { } isCancelled; n++)
        {
            (cancelled, refused) = isCancelled ? (cancelled + 1, refused) : (cancelled, refused + 1);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{cancelled} cancelled, {refused} refused.");
        Assert.True(cancelled > 0 && refused > EffectsAtLeast, $"{cancelled} cancelled, {refused} refused.");
    }

    private async Task<WholeEnding> UndisturbedAsync()
    {
        await using var deletion = await NewAsync();
        await using var process = deletion.Deployment.Start();
        var id = (await WholeDeletion.SubmitAsync(process)).Id;
        await process.RunUntilQuietAsync();
        return await WholeEnding.ReadAsync(deletion, process, id);
    }

    /// <summary>Whether it was cancelled; null when there are fewer effects.</summary>
    private async Task<bool?> CancelAsync(WholeEnding undisturbed, int effect, bool dies)
    {
        await using var deletion = await NewAsync();
        var before = await StateAsync(deletion.Deployment);
        var recipient = deletion.Processor.State;
        string id;
        bool reached;
        await using (var process = deletion.Deployment.Start())
        {
            id = (await WholeDeletion.SubmitAsync(process)).Id;
            deletion.Deployment.Clock.Advance(TimeSpan.FromMinutes(30));
            reached = dies ? await DieAsync(process, effect) : await PauseAsync(deletion, process, effect);
        }

        await using var restarted = deletion.Deployment.Start();
        var standing = await restarted.ReadAsync(id);
        var isCancelled = await TryCancelAsync(restarted, id);
        Assert.True(isCancelled == (standing is { IsOpen: true, EffectsBegan: null } && standing.Status != RequestStatus.Running), $"At effect {effect} it was {standing.Status}, and cancelled: {isCancelled}.");
        await restarted.RunUntilQuietAsync();
        if (!isCancelled)
        {
            undisturbed.AssertEqual(await WholeEnding.ReadAsync(deletion, restarted, id), $"Refused at effect {effect}.");
            return reached ? false : null;
        }

        var record = await restarted.ReadAsync(id);
        Assert.Equal((RequestStatus.Cancelled, null, null), (record.Status, record.EffectsBegan, record.SealedRootKey));
        before.AssertEqual(await StateAsync(deletion.Deployment));
        Assert.Equal(recipient, deletion.Processor.State);
        await AssertCleanedUpAsync(restarted);
        Assert.Empty(await ObjectsAsync(restarted, ObjectNames.Recipients));
        var ledger = restarted.Get<ILedger>();
        Assert.Equal(LedgerCodes.Cancelled, (await ledger.ReadAsync(record.LedgerReference, Token))[^1].Code);
        Assert.True((await ledger.VerifyAsync(Token)).Holds);
        return true;
    }

    private static async Task<bool> DieAsync(EngineProcess process, int effect)
    {
        process.Faults.CrashAfter(effect);
        return await WholeDeletion.RunAsync(process);
    }

    /// <summary>Lets time pass at that effect, so that the slice ends as soon as it can.</summary>
    private static async Task<bool> PauseAsync(WholeDeletion deletion, EngineProcess process, int effect)
    {
        var count = 0;
        process.Faults.Revive();
        process.Faults.OnEffect = (_, _) =>
        {
            if (Interlocked.Increment(ref count) == effect)
            {
                deletion.Deployment.Clock.Advance(TimeSpan.FromMinutes(9));
            }
        };
        await process.DeliverAsync();
        process.Faults.OnEffect = null;
        return count >= effect;
    }

    private static async Task<bool> TryCancelAsync(EngineProcess process, string id)
    {
        try
        {
            await process.Requests.CancelAsync(id, Token);
            return true;
        }
        catch (RequestRefusedException e) when (e.Code == "too-late")
        {
            return false;
        }
    }

    private async Task<WholeDeletion> NewAsync() => new(await CopyAsync(), freezes: false);
}

public sealed class SqliteCancelMatrixTests(SampleTemplate template) : CancelMatrixTests(template, SourceKind.Sqlite);

public sealed class PostgresCancelMatrixTests(SampleTemplate template) : CancelMatrixTests(template, SourceKind.Postgres);

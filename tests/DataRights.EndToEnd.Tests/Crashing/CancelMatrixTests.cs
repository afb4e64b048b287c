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
    private const int More = 500;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_cancellation_at_some_points_has_the_documented_end(bool dies) => MatrixAsync(dies, 30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("run", "long")]
    public Task A_cancellation_at_any_point_has_the_documented_end(bool dies) => MatrixAsync(dies, 1);

    /// <param name="dies">Whether the run dies at that point and is cancelled then; otherwise its slice ends there.</param>
    /// <param name="step">Every how manieth point is tried; the first twenty are closer together.</param>
    private async Task MatrixAsync(bool dies, int step)
    {
        WholeEnding undisturbed;
        await using (var deletion = await NewAsync())
        {
            await using var process = deletion.Deployment.Start();
            var id = (await WholeDeletion.SubmitAsync(process)).Id;
            await process.RunUntilQuietAsync();
            undisturbed = await WholeEnding.ReadAsync(deletion, process, id);
        }

        var (cancelled, refused, ended) = (0, 0, false);
        for (var n = 1; n < More && !ended; n += n < 20 ? Math.Min(step, 6) : step)
        {
            switch (await CancelAsync(undisturbed, n, dies))
            {
                case null:
                    ended = true;
                    break;
                case true:
                    cancelled++;
                    break;
                case false:
                    refused++;
                    break;
            }
        }

        Assert.True(ended && cancelled > 0 && refused > 0, $"{cancelled} cancelled, {refused} refused.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{cancelled} cancelled, {refused} refused.");
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

using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using DataRights.Storage;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.EndToEnd.Tests.Deletion;

/// <summary>
/// The process stops before or after each single effect of a deletion on its own state, which includes the moment between
/// a database's commit and the checkpoint. A fresh process on the same directory ends it as if nothing had happened.
/// </summary>
public abstract class CrashMatrixTests(SampleTemplate template, SourceKind kind) : DeletionTestBase(template, kind)
{
    private const int Sampled = 12;
    private const int EffectsAtLeast = 20;

    [Fact]
    public Task A_deletion_stopped_at_some_effects_ends_like_an_undisturbed_one() => MatrixAsync(Kind == SourceKind.Sqlite ? Sampled : Sampled / 3);

    [Fact]
    [Trait("run", "long")]
    public Task A_deletion_stopped_at_any_effect_ends_like_an_undisturbed_one() => MatrixAsync(int.MaxValue);

    private async Task MatrixAsync(int atMost)
    {
        var (undisturbed, effects) = await UndisturbedAsync();
        Assert.True(effects >= EffectsAtLeast, $"Only {effects} effects: the store is not the deletion's.");
        var step = Math.Max(1, (effects + atMost - 1) / atMost);
        for (var n = 1; n <= effects; n += step)
        {
            foreach (var before in (bool[])[true, false])
            {
                var ended = await DisturbedAsync(n, before);
                var where = $"Stopped {(before ? "before" : "after")} effect {n} of {effects}.";
                undisturbed.AssertEqual(ended, where);
            }
        }
    }

    private async Task<(Ending Ending, int Effects)> UndisturbedAsync()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var (export, deletion) = await PrepareAsync(process);
        process.Faults.Revive();
        await process.DeliverAsync();
        var effects = process.Faults.Effects;
        await process.RunUntilQuietAsync();
        return (await EndingAsync(deployment, process, export, deletion), effects);
    }

    private async Task<Ending> DisturbedAsync(int effect, bool before)
    {
        await using var deployment = await DeployAsync();
        string export, deletion;
        await using (var process = deployment.Start())
        {
            (export, deletion) = await PrepareAsync(process);
            (before ? (Action<int>)process.Faults.CrashBefore : process.Faults.CrashAfter)(effect);
            try
            {
                await process.DeliverAsync();
            }
            catch (DataRights.Testing.SimulatedCrashException)
            {
                // The worker's own calls to the queue die with the process too.
            }

            Assert.True(process.Faults.Crashed, $"Effect {effect} never came.");
        }

        await using var restarted = deployment.Start();
        await restarted.RunUntilQuietAsync();
        return await EndingAsync(deployment, restarted, export, deletion);
    }

    /// <summary>An earlier export, whose archive lies ready, and the deletion's message, ready to be delivered.</summary>
    private static async Task<(string Export, string Deletion)> PrepareAsync(EngineProcess process)
    {
        var export = await process.SubmitAsync(RequestKind.Access, "user_id", Id(PythonProPeople.Ordinary));
        await process.RunUntilQuietAsync();
        Assert.NotNull((await process.ReadAsync(export.Id)).Archive);
        return (export.Id, (await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(PythonProPeople.Ordinary))).Id);
    }

    private static async Task<Ending> EndingAsync(Deployment deployment, EngineProcess process, string export, string deletion)
    {
        var record = await process.ReadAsync(deletion);
        AssertCompleted(record);
        await AssertCleanedUpAsync(process);
        Assert.Null(record.SealedRootKey);
        var archive = (await process.ReadAsync(export)).Archive;
        Assert.NotNull(archive!.Destroyed);
        Assert.True((await process.Get<ILedger>().VerifyAsync(Token)).Holds);

        var receipt = await ReceiptAsync(process, record);
        foreach (var own in (string[])["request", "received", "completed", "ledger", "subject", "protected", "payload", "signature"])
        {
            receipt.Remove(own);
        }

        ((JObject)receipt["verification"]!).Remove("at");
        foreach (var backup in receipt["recoverableFromBackups"]!)
        {
            ((JObject)backup).Remove("until");
        }

        var chain = await process.Get<ILedger>().ReadAsync(record.LedgerReference, Token);

        // A run that was stopped has begun twice, and that is all that the ledger may tell of it.
        var said = chain.Where(e => e.Code != LedgerCodes.Started).Select(e => $"{e.Code} {e.Key} {string.Join(' ', e.Facts.OrderBy(f => f.Key).Select(f => $"{f.Key}={(f.Key is "due" or "sha256" ? "" : f.Value)}"))}");
        var steps = record.Steps.Select(s => $"{s.Name} {string.Join(' ', s.Counts.OrderBy(c => c.Key).Select(c => $"{c.Key}={c.Value}"))}");
        return new Ending(ExpectedDeletion.Settled(await StateAsync(deployment)), receipt.ToString(), [.. said], [.. steps], await ObjectsAsync(process, ObjectNames.Receipts));
    }

    private sealed record Ending(SampleState State, string Receipt, IReadOnlyList<string> Said, IReadOnlyList<string> Steps, IReadOnlyList<string> Receipts)
    {
        public void AssertEqual(Ending other, string where)
        {
            State.AssertEqual(other.State);
            Assert.True(Receipt == other.Receipt, $"{where} The receipt differs: {other.Receipt}");
            Assert.True(Said.SequenceEqual(other.Said), $"{where} The ledger says [{string.Join("\n", other.Said)}] for [{string.Join("\n", Said)}]");
            Assert.True(Steps.SequenceEqual(other.Steps), $"{where} The steps are [{string.Join("\n", other.Steps)}]");
            Assert.Single(other.Receipts);
        }
    }
}

public sealed class SqliteCrashMatrixTests(SampleTemplate template) : CrashMatrixTests(template, SourceKind.Sqlite);

public sealed class PostgresCrashMatrixTests(SampleTemplate template) : CrashMatrixTests(template, SourceKind.Postgres);

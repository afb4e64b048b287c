using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using Xunit;

namespace DataRights.EndToEnd.Tests.Crashing;

/// <summary>
/// The process dies before or after each single effect of a whole deletion: writes to the store, which holds records, checkpoints, ledger
/// and queue; batches of rows; files; calls to the recipient and the hook; housekeeping. Another ends it as if nothing had happened.
/// </summary>
public abstract class WholeCrashTests(SampleTemplate template, SourceKind kind) : DeletionTestBase(template, kind)
{
    private const int EffectsAtLeast = 120;

    [Fact]
    public Task A_whole_deletion_stopped_at_some_effects_ends_like_an_undisturbed_one() => MatrixAsync(Kind == SourceKind.Sqlite ? 5 : 3);

    [Fact]
    [Trait("run", "long")]
    public Task A_whole_deletion_stopped_at_any_effect_ends_like_an_undisturbed_one() => MatrixAsync(int.MaxValue);

    /// <summary>It is not taken from its new owner, nor is what hangs on it, and it is nothing that was left behind.</summary>
    [Fact]
    public async Task What_changes_hands_while_batches_run_stays_with_its_new_owner()
    {
        await using var deletion = new WholeDeletion(await CopyAsync()) { HandsOver = true };
        await using var process = deletion.Deployment.Start();
        var id = (await WholeDeletion.SubmitAsync(process)).Id;
        await process.RunUntilQuietAsync();
        deletion.AssertHandedOver(await SampleState.ReadAsync(deletion.Deployment.Sample, Token));
        AssertCompleted(await process.ReadAsync(id));
    }

    private async Task MatrixAsync(int atMost)
    {
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (undisturbed, effects) = await UndisturbedAsync(kinds);
        var told = $"{effects} effects: {string.Join(", ", kinds.Select(k => $"{k.Key} {k.Value}"))}";
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        Assert.True(effects >= EffectsAtLeast, told);
        Assert.All((string[])["batch", "erase", "destroy", "tell", "freeze", "advance", "forget", "write", "append"], k => Assert.True(kinds.GetValueOrDefault(k) > 0, $"No effect is a {k}: {told}"));
        Assert.Contains(undisturbed.Steps, s => s.StartsWith("verify:1 ", StringComparison.Ordinal));
        Assert.Contains(undisturbed.Steps, s => s.StartsWith("settle ", StringComparison.Ordinal));

        var step = Math.Max(1, (effects + atMost - 1) / atMost);
        var points = 0;
        var faults = new List<string>();
        for (var n = 1 + (step / 2); n <= effects; n += step)
        {
            foreach (var before in (bool[])(step == 1 ? [true, false] : [points % 2 == 0]))
            {
                points += await DisturbedAsync(undisturbed, n, before, faults, $"Stopped {(before ? "before" : "after")} effect {n} of {effects}") ? 1 : 0;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{points} crash points.");
        Assert.True(faults.Count == 0, $"{faults.Count} of {points} ended otherwise:\n{string.Join("\n\n", faults)}");
        Assert.True(points >= Math.Min(atMost, effects) / 2, $"Only {points} crashes.");
    }

    private async Task<(WholeEnding Ending, int Effects)> UndisturbedAsync(SortedDictionary<string, int> kinds)
    {
        await using var deletion = await NewAsync();
        await using var process = deletion.Deployment.Start();
        var id = (await WholeDeletion.SubmitAsync(process)).Id;
        process.Faults.Revive();
        process.Faults.OnEffect = (operation, _) =>
        {
            lock (kinds)
            {
                kinds[operation] = kinds.GetValueOrDefault(operation) + 1;
            }
        };
        Assert.False(await WholeDeletion.RunAsync(process));
        var effects = process.Faults.Effects;
        return (await WholeEnding.ReadAsync(deletion, process, id), effects);
    }

    private async Task<bool> DisturbedAsync(WholeEnding undisturbed, int effect, bool before, List<string> faults, string where)
    {
        await using var deletion = await NewAsync();
        string id;
        bool died;
        await using (var process = deletion.Deployment.Start())
        {
            id = (await WholeDeletion.SubmitAsync(process)).Id;
            (before ? (Action<int>)process.Faults.CrashBefore : process.Faults.CrashAfter)(effect);
            var at = "";
            process.Faults.OnEffect = (operation, name) => at = $"{operation} {name}";
            died = await WholeDeletion.RunAsync(process);
            where = $"{where} ({at.Replace(id, "ID", StringComparison.Ordinal)}).";
        }

        try
        {
            await using var restarted = deletion.Deployment.Start();
            await restarted.RunUntilQuietAsync();
            undisturbed.AssertEqual(await WholeEnding.ReadAsync(deletion, restarted, id), where);
        }
        catch (Exception e) when (e is Xunit.Sdk.IAssertionException)
        {
            // All of them are told, not the first.
            faults.Add($"{where} {e.Message}");
        }

        return died;
    }

    private async Task<WholeDeletion> NewAsync() => new(await CopyAsync());
}

public sealed class SqliteWholeCrashTests(SampleTemplate template) : WholeCrashTests(template, SourceKind.Sqlite);

public sealed class PostgresWholeCrashTests(SampleTemplate template) : WholeCrashTests(template, SourceKind.Postgres);

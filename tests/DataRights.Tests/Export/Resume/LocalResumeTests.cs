using DataRights.Export;
using DataRights.Requests;
using DataRights.Storage.Local;
using DataRights.Testing;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Tests.Export.Resume;

/// <summary>An export over a local directory, in parts, dies before or after an effect of its store; another process ends it.</summary>
public sealed class LocalResumeTests
{
    private static readonly ExportOptions Small = new() { BlockSize = 2048, PartSize = 2500, CheckpointBytes = 1, ArchiveSize = 15_000 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task An_export_that_died_at_some_effects_makes_the_same_archive() => MatrixAsync(6);

    [Fact]
    [Trait("run", "long")]
    public Task An_export_that_died_at_any_effect_makes_the_same_archive() => MatrixAsync(int.MaxValue);

    private static async Task MatrixAsync(int atMost)
    {
        var undisturbed = await RunAsync(0, before: true);
        Assert.True(undisturbed.Parts.Count > 1 && undisturbed.Effects > 40, $"{undisturbed.Parts.Count} parts, {undisturbed.Effects} effects.");
        var step = Math.Max(1, (undisturbed.Effects + atMost - 1) / atMost);
        var points = 0;
        for (var effect = 1 + (step / 2); effect <= undisturbed.Effects; effect += step)
        {
            foreach (var before in (bool[])(step == 1 ? [true, false] : [points % 2 == 0]))
            {
                var ending = await RunAsync(effect, before);
                Assert.True(undisturbed.Parts.Count == ending.Parts.Count && undisturbed.Parts.Zip(ending.Parts).All(p => p.First.AsSpan().SequenceEqual(p.Second)),
                    $"Stopped {(before ? "before" : "after")} effect {effect} of {undisturbed.Effects}.");
                points++;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{points} crashes at {undisturbed.Effects} effects.");
    }

    private static async Task<(IReadOnlyList<byte[]> Parts, int Effects)> RunAsync(int effect, bool before)
    {
        using var directory = new TempDirectory();
        using var store = new LocalObjectStore(directory.Path, TimeProvider.System);
        var faults = new FaultInjectingObjectStore(store);
        var harness = new ExportHarness { Options = Small, Other = faults };
        if (effect > 0)
        {
            (before ? (Action<int>)faults.CrashBefore : faults.CrashAfter)(effect);
            await Assert.ThrowsAsync<SimulatedCrashException>(() => harness.RunAsync());
            faults.Revive();
        }

        Assert.Equal(JobResultKind.Completed, (await harness.RunAsync()).Kind);
        List<byte[]> parts = [];
        foreach (var part in harness.Request.Record.Archive!.AllParts)
        {
            parts.Add((await store.ReadAsync(part.ObjectName, Token))!.Content.ToArray());
            Assert.Empty(await store.ListBlocksAsync(part.ObjectName, Token));
        }

        Assert.Equal(parts.Count, await store.ListAsync("", Token).CountAsync(Token));
        return (parts, faults.Effects);
    }
}

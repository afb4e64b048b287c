using System.Text.RegularExpressions;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Export;
using DataRights.Functions.Tests.EndToEnd.Broker;
using DataRights.Functions.Tests.EndToEnd.Hosting;
using DataRights.Functions.Tests.EndToEnd.World;
using DataRights.Functions.Tests.Fakes;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Functions.Tests.EndToEnd;

/// <summary>
/// A broker that duplicates, reorders, delays, loses locks and redelivers, and machines that die: every request ends
/// once, and what it did is what it does on a quiet day.
/// </summary>
public sealed partial class MischiefTests(SampleTemplate template, ITestOutputHelper output)
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static IReadOnlyList<string>? quiet;

    public static TheoryData<int> FewSeeds { get; } = new(1, 2);

    public static TheoryData<int> ManySeeds { get; } = new(Enumerable.Range(100, 30));

    [Theory]
    [MemberData(nameof(FewSeeds))]
    public Task Whatever_the_broker_does_every_request_has_its_effects_once(int seed) => CompareAsync(seed);

    [Theory]
    [Trait("run", "long")]
    [MemberData(nameof(ManySeeds))]
    public Task Whatever_the_broker_does_by_many_seeds_every_request_has_its_effects_once(int seed) => CompareAsync(seed);

    private async Task CompareAsync(int seed)
    {
        var expected = await QuietAsync();
        var mischief = new Mischief(seed);
        Assert.Equal(expected, await DoAsync(mischief));
        output.WriteLine(string.Join(", ", mischief.Struck.OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value}")));
        Assert.True(mischief.Struck.Count > 3);
    }

    /// <summary>Once for all seeds.</summary>
    private async Task<IReadOnlyList<string>> QuietAsync()
    {
        await Gate.WaitAsync(Head.Token);
        try
        {
            return quiet ??= await DoAsync(mischief: null);
        }
        finally
        {
            Gate.Release();
        }
    }

    private async Task<IReadOnlyList<string>> DoAsync(Mischief? mischief)
    {
        await using var stage = await Stage.OpenAsync(template, MixedRequests.People, mischief);
        var before = await stage.Cloud.ReadSampleAsync(Head.Token);
        await MixedRequests.MakeAsync(stage);

        // Exports are done and looked at before the first grace is over.
        await stage.RunUntilQuietAsync(TimeSpan.FromDays(2));
        before.AssertEqual(await stage.Cloud.ReadSampleAsync(Head.Token));
        await AssertArchivesAsync(stage);
        await stage.RunUntilQuietAsync();

        MixedRequests.Expected(before).AssertEqual(await stage.Cloud.ReadSampleAsync(Head.Token));
        var records = await stage.AllAsync();
        Assert.Equal(MixedRequests.Count, records.Count);
        Assert.All(records, r => Assert.Equal(1, r.Transitions.Count(t => t.Event is null && t.Status is RequestStatus.Completed or RequestStatus.Failed or RequestStatus.Cancelled)));
        AssertTold(stage, records);
        await AssertCleanAsync(stage);
        await Soundness.AssertAsync(stage);
        return [.. records.Select(Digest).Order(StringComparer.Ordinal)];
    }

    private static async Task AssertArchivesAsync(Stage stage)
    {
        foreach (var record in (await stage.AllAsync()).Where(r => r.Kind != RequestKind.Deletion))
        {
            Assert.True(record.Archive is { Destroyed: null }, $"{record.Status} {record.Outcome}");
            await using var zip = (await stage.App.Get<IObjectStore>().OpenReadAsync(record.Archive.ObjectName, Head.Token))!;
            var report = await ArchiveVerifier.VerifyAsync(zip, Head.Token);
            Assert.True(report.Holds, string.Join(' ', report.Findings));
            Assert.Equal(record.Archive.Rows, report.Rows);
        }
    }

    /// <summary>Every change was told, in order; a repetition has the same id.</summary>
    private static void AssertTold(Stage stage, IReadOnlyList<RequestRecord> records) => Assert.All(records, record => Assert.Equal(
        record.Transitions.Select(t => $"{record.Id}.{t.Seq}"),
        stage.Cloud.Receiver.Calls.Select(c => c.Id).Where(id => id.StartsWith(record.Id, StringComparison.Ordinal)).Distinct()));

    /// <summary>Nothing is left of the work.</summary>
    private static async Task AssertCleanAsync(Stage stage)
    {
        foreach (var prefix in new[] { ObjectNames.Subjects, ObjectNames.Work })
        {
            Assert.Empty(await stage.App.Get<IObjectStore>().ListAsync(prefix, Head.Token).Select(o => o.Name).ToListAsync(Head.Token));
        }
    }

    private static string Digest(RequestRecord record) =>
        $"{record.ClientReference} {record.Kind} {record.Status} {record.Outcome} rows {record.Archive?.Rows} files {record.Archive?.Files} receipt {record.Receipt is not null} findings {string.Join(' ', record.Findings)} steps {string.Join(' ', record.Steps.Where(s => !IsTombstone(s)).Select(Digest))}";

    private static string Digest(RequestStep step) =>
        $"{Capture().Replace(step.Name, "")}({string.Join(',', step.Counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"))})";

    /// <summary>One for each month that a deletion lasts into; the clock begins with today.</summary>
    private static bool IsTombstone(RequestStep step) => step.Name.StartsWith("tombstone:", StringComparison.Ordinal);

    /// <summary>What tells one capture of the files from another, in the name of a step.</summary>
    [GeneratedRegex("/[0-9a-f]{8}$")]
    private static partial Regex Capture();
}

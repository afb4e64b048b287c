using System.Globalization;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using DataRights.Sql;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.EndToEnd.Tests.Crashing;

/// <summary>
/// A deletion with all there is: a grace period, the freeze hook, tombstones, a recipient that is told twice, files, rows in batches,
/// rows and a file that arrive late, a time to settle. Processes come and go; this is what they leave.
/// </summary>
public sealed class WholeDeletion : IAsyncDisposable
{
    private static readonly string Person = FormattableString.Invariant($"{PythonProPeople.Ordinary}");

    private const string Device = "select min(cast(id as text)) from devices where user_id = 1";

    private readonly string late;
    private string? handed;
    private string? unsigned;
    private int early;
    private int arrived;

    public WholeDeletion(SampleCopy sample, bool freezes = true)
    {
        Deployment = new Deployment(sample);
        late = Path.Combine(sample.FilesDirectory, "avatars", Person, "late.png");
        Deployment.Map = Deployment.ReadMap(json =>
        {
            var map = JObject.Parse(json);
            ((JObject)map["clock"]!).Merge(JObject.Parse("""{ "deletionGrace": "PT20M", "settle": "PT20M" }"""));
            if (freezes)
            {
                map["freeze"] = JObject.Parse("""{ "connection": "FreezeHook", "identifiers": ["user_id"] }""");
            }

            map["recipients"]!.Single(r => r["source"] is not null)["confirm"] = "answer";
            return map.ToString();
        });
        Deployment.Transport = Processor.Reached;
        Deployment.WrapFiles = (faults, files) => new CountedFiles(faults, files);
        Deployment.WrapRows = (faults, rows) => new CountedRows(faults, (SqlSource)rows, ArriveEarlyAsync, ArriveAsync);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Deployment Deployment { get; }

    public Processor Processor { get; } = new(Person, "2", "3");

    /// <summary>Whether rows and a file of the person are written after the first erasure.</summary>
    public bool HasLateArrivals { get; set; } = true;

    /// <summary>Whether somebody else gets a device of the person while batches run.</summary>
    public bool HandsOver { get; init; }

    public static Task<RequestRecord> SubmitAsync(EngineProcess process) => process.SubmitAsync(RequestKind.Deletion, "user_id", Person, waiveGrace: false);

    /// <summary>Lets a process work until all is quiet or it dies; true when it died.</summary>
    public static async Task<bool> RunAsync(EngineProcess process)
    {
        try
        {
            await process.RunUntilQuietAsync();
        }
        catch (Exception) when (process.Faults.Crashed)
        {
            // Whatever it was doing, it is dead.
        }

        return process.Faults.Crashed;
    }

    /// <summary>The device that somebody else has got is theirs, with what they saw on it; what either may have seen is nobody's.</summary>
    public void AssertHandedOver(SampleState state)
    {
        Assert.Equal("2", Assert.Single(state.Tables["devices"], d => d["id"] == handed)["user_id"]);
        Assert.Equal("2", Assert.Single(state.Tables["page_views"], v => v["device_id"] == handed)["user_id"]);
        Assert.Equal((null, null), Assert.Single(state.Tables["page_views"].Where(v => v["id"] == unsigned).Select(v => (v["user_id"], v["device_id"]))));
        Assert.DoesNotContain(state.Tables["page_views"], v => v["user_id"] == Person);
    }

    public ValueTask DisposeAsync() => Deployment.DisposeAsync();

    /// <summary>Once, before the first batch: a row that the last transaction finds; and a device that somebody else gets.</summary>
    private async Task ArriveEarlyAsync()
    {
        if (HandsOver && handed is null)
        {
            handed = (string?)await Deployment.Sample.ScalarAsync(Device, Token) ?? throw new InvalidOperationException("The sample has no such device.");
            await WriteAsync($"update devices set user_id = 2 where cast(id as text) = '{handed}'");
            var seen = $"from page_views where cast(device_id as text) = '{handed}'";
            unsigned = Convert.ToString(await Deployment.Sample.ScalarAsync($"select min(id) {seen} and user_id is null", Token), CultureInfo.InvariantCulture);
            Assert.False(string.IsNullOrEmpty(unsigned), "Nothing was seen on the device without signing in.");
            await WriteAsync($"insert into page_views select 987654, 2, device_id, path, referrer, country, browser, os, device_type, screen, ip, time_on_page, viewed_at {seen} order by id limit 1");
        }

        if (HasLateArrivals && Interlocked.Exchange(ref early, 1) == 0)
        {
            await WriteAsync("insert into lesson_progress select 1, 987654, 2, 2, started_at, null from lesson_progress where user_id <> 1 order by user_id, lesson_id limit 1");
        }
    }

    /// <summary>Once, when the database has been erased for the first time: as a slow queue of the application would write.</summary>
    private async Task ArriveAsync()
    {
        if (HasLateArrivals && Interlocked.Exchange(ref arrived, 1) == 0)
        {
            await WriteAsync("insert into lesson_progress select 1, lesson_id, 1, 1, started_at, null from lesson_progress where user_id <> 1 order by user_id, lesson_id limit 1; "
                + "insert into newsletter_subscribers select 987654, 'Linh.Tran@example.com', null, topics, signup_page, 'tok', subscribed_at, null, null from newsletter_subscribers order by id limit 1");
            Directory.CreateDirectory(Path.GetDirectoryName(late)!);
            await File.WriteAllTextAsync(late, "late", Token);
        }
    }

    // As a writer that no foreign key holds.
    private Task WriteAsync(string sql) => Deployment.Sample.ExecuteAsync(
        (Deployment.Sample.Kind == SourceKind.Sqlite ? "pragma foreign_keys = off; " : "set session_replication_role = replica; ") + sql, Token);
}

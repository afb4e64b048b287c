using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using DataRights.Telemetry;
using DataRights.Testing.Telemetry;
using Xunit;

namespace DataRights.EndToEnd.Tests.Deletion;

/// <summary>Another writer puts something back after the erasure: the request never says that it is complete.</summary>
public abstract class ResidueTests(SampleTemplate template, SourceKind kind) : DeletionTestBase(template, kind)
{
    [Theory]
    [InlineData("update comments set body = 'back again' where id = (select min(id) from comments where author_name = '[deleted]')", "update comments set body = '[deleted]' where body = 'back again'", "comments")]
    [InlineData("update billing_references set customer_reference = 'cus_back' where customer_reference like 'erased-%'", "update billing_references set customer_reference = 'erased-again' where customer_reference = 'cus_back'", "billing_references")]
    [InlineData("update consents set ip = '192.0.2.77' where id = (select min(id) from consents where user_id is null and ip is not null)", "update consents set ip = '192.0.2.0' where ip = '192.0.2.77'", "consents")]
    public async Task What_is_put_back_is_found_and_after_its_removal_a_retry_completes(string putBack, string remove, string collection)
    {
        using var probe = new TelemetryProbe();
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var request = await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(PythonProPeople.Ordinary));
        AfterErasing(process, () => PutBack(deployment, putBack));
        await process.RunUntilQuietAsync();

        await AssertResidueAsync(process, request.Id, collection);
        Assert.Contains(probe.Sums(MetricCatalog.Residue), found => found.Value >= 1 && found.Key.StartsWith($"collection={collection} residue=", StringComparison.Ordinal));
        await process.Requests.RetryAsync(request.Id, Token);
        await process.RunUntilQuietAsync();
        await AssertResidueAsync(process, request.Id, collection);

        await PutBackAsync(deployment, remove);
        await process.Requests.RetryAsync(request.Id, Token);
        await process.RunUntilQuietAsync();
        var record = await process.ReadAsync(request.Id);
        AssertCompleted(record);
        Assert.Single(record.Steps, s => s.Name == "verify");
        Assert.Equal(2, (await process.Get<ILedger>().ReadAsync(record.LedgerReference, Token)).Count(e => e.Code == LedgerCodes.ResidueFound));
    }

    /// <summary>A row that was deleted, one of the person's that is new, and one in a collection that hangs on another.</summary>
    [Theory]
    [InlineData("insert into lesson_progress select 1, lesson_id, 1, 1, started_at, null from lesson_progress limit 1", "lesson_progress")]
    [InlineData("insert into newsletter_subscribers select 987654, 'Linh.Tran@example.com', null, topics, signup_page, 'tok', subscribed_at, null, null from newsletter_subscribers limit 1", "newsletter_subscribers")]
    public async Task What_arrives_late_is_swept_in_another_round(string putBack, string collection)
    {
        using var probe = new TelemetryProbe();
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var request = await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(PythonProPeople.Ordinary));
        AfterErasing(process, () => PutBack(deployment, putBack));
        await process.RunUntilQuietAsync();

        var record = await process.ReadAsync(request.Id);
        AssertCompleted(record);
        Assert.Equal(["capture", "capture:1", "verify:1"], record.Steps.Select(s => s.Name).Where(n => n.StartsWith("capture", StringComparison.Ordinal) || n.StartsWith("verify", StringComparison.Ordinal)));
        Assert.Equal(1, record.Steps.Single(s => s.Name.StartsWith("erase:", StringComparison.Ordinal) && s.Name.EndsWith(":1", StringComparison.Ordinal)).Counts[$"{collection}.deleted"]);
        Assert.Contains(probe.Sums(MetricCatalog.Residue), found => found.Value == 1 && found.Key.StartsWith($"collection={collection} residue=arrived", StringComparison.Ordinal));
        Assert.Single(await process.Get<ILedger>().ReadAsync(record.LedgerReference, Token), e => e.Code == LedgerCodes.ResidueFound);
    }

    [Fact]
    public async Task After_three_sweeps_an_operator_is_asked_and_a_retry_sweeps_again()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var request = await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(PythonProPeople.Ordinary));
        var writes = 0;
        process.Faults.OnEffect = (operation, name) =>
        {
            // As an application would that writes the person's row back whenever it finds it gone.
            if (operation == "append" && name.StartsWith(Storage.ObjectNames.LedgerChains, StringComparison.Ordinal) && writes++ < 100)
            {
                PutBack(deployment, "delete from lesson_progress where user_id = 1; insert into lesson_progress select 1, lesson_id, 1, 1, started_at, null from lesson_progress limit 1");
            }
        };
        await process.RunUntilQuietAsync();
        await AssertResidueAsync(process, request.Id, "lesson_progress");

        process.Faults.OnEffect = null;
        await process.Requests.RetryAsync(request.Id, Token);
        await process.RunUntilQuietAsync();
        var record = await process.ReadAsync(request.Id);
        AssertCompleted(record);
        Assert.Contains(record.Steps, s => s.Name == "verify:4");
        Assert.Equal(0L, await deployment.Sample.ScalarAsync("select count(*) from lesson_progress where user_id = 1", Token));
    }

    [Fact]
    public async Task A_file_that_is_there_again_is_found_and_destroyed()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var request = await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(PythonProPeople.Ordinary));
        var late = Path.Combine(deployment.Sample.FilesDirectory, "avatars", "1", "late.png");
        AfterErasing(process, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(late)!);
            File.WriteAllText(late, "late");
        });
        await process.RunUntilQuietAsync();

        AssertCompleted(await process.ReadAsync(request.Id));
        Assert.False(File.Exists(late));
    }

    /// <summary>Has something happen once, when the erasure of the database has been written to the ledger.</summary>
    private static void AfterErasing(EngineProcess process, Action happens)
    {
        var appends = 0;
        process.Faults.OnEffect = (operation, name) =>
        {
            // The entries come in order: received, waived, started, planned, captured, recipients begun, then the database's.
            if (operation == "append" && name.StartsWith(Storage.ObjectNames.LedgerChains, StringComparison.Ordinal) && ++appends == EntriesUpToErasure)
            {
                process.Faults.OnEffect = null;
                happens();
            }
        };
    }

    private const int EntriesUpToErasure = 7;

    private static void PutBack(Deployment deployment, string sql) => PutBackAsync(deployment, sql).GetAwaiter().GetResult();

    // As a writer that is not held by foreign keys would.
    private static Task PutBackAsync(Deployment deployment, string sql) =>
        deployment.Sample.ExecuteAsync((deployment.Sample.Kind == SourceKind.Sqlite ? "pragma foreign_keys = off; " : "set session_replication_role = replica; ") + sql, Token);

    private static async Task AssertResidueAsync(EngineProcess process, string id, string collection)
    {
        var record = await process.ReadAsync(id);
        Assert.Equal((RequestStatus.Waiting, "residue-found"), (record.Status, record.Outcome));
        Assert.Contains(record.Findings, f => f.StartsWith($"{collection}: ", StringComparison.Ordinal));
        Assert.Null(record.Receipt);
    }
}

public sealed class SqliteResidueTests(SampleTemplate template) : ResidueTests(template, SourceKind.Sqlite);

public sealed class PostgresResidueTests(SampleTemplate template) : ResidueTests(template, SourceKind.Postgres);

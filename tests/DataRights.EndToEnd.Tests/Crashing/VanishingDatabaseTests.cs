using System.Net;
using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using DataRights.Testing.Faults;
using Npgsql;
using Xunit;

namespace DataRights.EndToEnd.Tests.Crashing;

/// <summary>PostgreSQL goes away in the middle of a cascade, and others write while it runs.</summary>
public sealed class VanishingDatabaseTests(SampleTemplate template) : DeletionTestBase(template, SourceKind.Postgres)
{
    [Theory]
    [InlineData("batch", 4)]
    [InlineData("batch", 19)]
    [InlineData("erase", 1)]
    [InlineData("destroy", 1)]
    [Trait("run", "long")]
    public async Task Connections_that_are_killed_leave_a_request_that_resumes(string operation, int nth)
    {
        var undisturbed = await UndisturbedAsync();
        await using var deletion = new WholeDeletion(await CopyAsync());
        await using var process = deletion.Deployment.Start();
        var id = (await WholeDeletion.SubmitAsync(process)).Id;
        var count = 0;
        process.Faults.OnEffect = (o, _) =>
        {
            if (o == operation && ++count == nth)
            {
                deletion.Deployment.Sample.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", Token).GetAwaiter().GetResult();
            }
        };
        await process.RunUntilQuietAsync();
        Assert.True(count >= nth);
        undisturbed.AssertEqual(await WholeEnding.ReadAsync(deletion, process, id), $"Killed at {operation} {nth}.");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    [Trait("run", "long")]
    public async Task A_server_that_is_stopped_and_started_again_leaves_a_request_that_resumes(int batch)
    {
        var undisturbed = await UndisturbedAsync();
        await using var deletion = new WholeDeletion(await CopyAsync());
        var real = new NpgsqlConnectionStringBuilder(deletion.Deployment.Sample.ConnectionString);
        await using var gate = new TcpGate(new IPEndPoint(IPAddress.Loopback, real.Port));
        deletion.Deployment.EngineConnection = new NpgsqlConnectionStringBuilder(real.ToString()) { Host = "127.0.0.1", Port = gate.Port }.ToString();
        await using var process = deletion.Deployment.Start();
        var id = (await WholeDeletion.SubmitAsync(process)).Id;
        var (count, tries) = (0, 0);
        process.Faults.OnEffect = (o, _) =>
        {
            if (o == "batch" && ++count == batch)
            {
                gate.ShutAsync().GetAwaiter().GetResult();
            }
        };
        while (count < batch)
        {
            deletion.Deployment.Clock.Advance(TimeSpan.FromMinutes(10));
            await process.DeliverAllAsync();
            Assert.True(++tries < 50);
        }

        // Hours without a server: it is tried and tried again.
        for (var hour = 0; hour < 4; hour++)
        {
            deletion.Deployment.Clock.Advance(TimeSpan.FromHours(1));
            await process.DeliverAllAsync();
        }

        var meanwhile = await process.ReadAsync(id);
        Assert.Equal(RequestStatus.Queued, meanwhile.Status);
        Assert.True(meanwhile.Attempts > 1);
        gate.Open();
        await process.RunUntilQuietAsync();
        undisturbed.AssertEqual(await WholeEnding.ReadAsync(deletion, process, id), $"Stopped at batch {batch}.");
    }

    /// <summary>The writer stops when the application has frozen the account, as the hook is for.</summary>
    [Fact]
    public async Task With_the_freeze_hook_a_busy_writer_leaves_nothing()
    {
        await using var deletion = new WholeDeletion(await CopyAsync()) { HasLateArrivals = false };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writer = WriteAsync(deletion, () => deletion.Processor.HasFrozen, stop.Token);
        await using var process = deletion.Deployment.Start();
        var id = (await WholeDeletion.SubmitAsync(process)).Id;
        await process.RunUntilQuietAsync();
        await stop.CancelAsync();
        Assert.True(await writer > 0);
        AssertCompleted(await process.ReadAsync(id));
        Assert.Equal(0L, await LeftAsync(deletion));
    }

    /// <summary>
    /// Without foreign key and hook nothing holds it: the deletion is undone and tried again with growing pauses, and then an
    /// operator is asked; or it is done in a moment's pause, and after three sweeps an operator is asked.
    /// </summary>
    [Fact]
    [Trait("run", "long")]
    public async Task A_writer_that_never_stops_is_told_of_and_once_it_is_stopped_a_retry_leaves_nothing()
    {
        await using var deletion = new WholeDeletion(await CopyAsync(), freezes: false) { HasLateArrivals = false };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writer = WriteAsync(deletion, () => false, stop.Token);
        await using var process = deletion.Deployment.Start();
        var id = (await WholeDeletion.SubmitAsync(process)).Id;
        await process.RunUntilQuietAsync();
        var waiting = await process.ReadAsync(id);
        Assert.True((waiting.Status, waiting.Outcome) is (RequestStatus.Waiting, "residue-found") or (RequestStatus.Failed, "attempts-exhausted"), $"{waiting.Status} with {waiting.Outcome}.");
        Assert.NotEmpty(waiting.Findings);

        await stop.CancelAsync();
        Assert.True(await writer > 0);
        await process.Requests.RetryAsync(id, Token);
        await process.RunUntilQuietAsync();
        AssertCompleted(await process.ReadAsync(id));
        Assert.Equal(0L, await LeftAsync(deletion));
    }

    private async Task<WholeEnding> UndisturbedAsync()
    {
        await using var deletion = new WholeDeletion(await CopyAsync());
        await using var process = deletion.Deployment.Start();
        var id = (await WholeDeletion.SubmitAsync(process)).Id;
        await process.RunUntilQuietAsync();
        return await WholeEnding.ReadAsync(deletion, process, id);
    }

    private static Task<object?> LeftAsync(WholeDeletion deletion) =>
        deletion.Deployment.Sample.ScalarAsync($"select count(*) from lesson_progress where user_id = {PythonProPeople.Ordinary}", Token);

    /// <summary>Writes rows of the person on a connection of its own that no foreign key holds, until told to stop.</summary>
    private static Task<long> WriteAsync(WholeDeletion deletion, Func<bool> stopped, CancellationToken stop) => Task.Run(
        async () =>
        {
            await using var connection = await deletion.Deployment.Sample.OpenAsync(CancellationToken.None);
            await using var command = connection.CreateCommand();
            command.CommandText = "set session_replication_role = replica";
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            var written = 0L;
            while (!stop.IsCancellationRequested && !stopped())
            {
                command.CommandText = FormattableString.Invariant($"insert into lesson_progress select {PythonProPeople.Ordinary}, {1_000_000 + written}, 1, 1, now(), null");
                await command.ExecuteNonQueryAsync(CancellationToken.None);
                written++;
                await Task.Yield();
            }

            return written;
        },
        CancellationToken.None);
}

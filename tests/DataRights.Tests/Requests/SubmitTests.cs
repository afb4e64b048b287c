using System.Text;
using DataRights.Ledger;
using DataRights.Queueing;
using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Requests;

public sealed class SubmitTests
{
    private readonly World world = new();

    [Fact]
    public async Task An_export_is_queued_at_once_and_due_within_the_laws_limit()
    {
        var result = await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);

        Assert.True(result.Created);
        Assert.Equal(RequestStatus.Queued, result.Request.Status);
        Assert.Equal(World.Start.AddMonths(1), result.Request.Due);
        Assert.Null(result.Request.GraceEnds);
        Assert.Equal([new QueueMessage(result.Request.Id, result.Request.Version)], world.Queue.Waiting);
        Assert.Equal([LedgerCodes.Received], world.Codes(result.Request));
        Assert.Equivalent(result.Request, await world.Service().GetAsync(result.Request.Id, World.Token), strict: true);
    }

    [Fact]
    public async Task A_deletion_waits_out_its_grace_period()
    {
        var result = await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion), World.Token);

        Assert.Equal(RequestStatus.Scheduled, result.Request.Status);
        Assert.Equal(World.Start.AddDays(7), result.Request.GraceEnds);
        Assert.Equal(World.Start.AddDays(7), world.Queue.NextVisible);
    }

    [Fact]
    public async Task A_waived_grace_is_queued_at_once_and_written_to_the_ledger()
    {
        var result = await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, waive: true), World.Token);

        Assert.Equal(RequestStatus.Queued, result.Request.Status);
        Assert.Equal([LedgerCodes.Received, LedgerCodes.GraceWaived], world.Codes(result.Request));
    }

    [Fact]
    public async Task A_map_without_grace_waives_nothing()
    {
        var other = new World(grace: DataRights.Mapping.IsoDuration.Zero);

        var result = await other.Service().SubmitAsync(World.Ask(RequestKind.Deletion), World.Token);

        Assert.Equal(RequestStatus.Queued, result.Request.Status);
        Assert.Equal([LedgerCodes.Received], other.Codes(result.Request));
    }

    [Fact]
    public async Task A_waiver_is_refused_where_the_options_do_not_allow_it()
    {
        var strict = new World(new RequestOptions());

        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() =>
            strict.Service().SubmitAsync(World.Ask(RequestKind.Deletion, waive: true), World.Token));

        Assert.Equal("grace-required", refusal.Code);
        Assert.Empty(strict.Objects.Everything());
    }

    [Theory]
    [InlineData(RequestKind.Access)]
    [InlineData(RequestKind.Portability)]
    [InlineData(RequestKind.Deletion)]
    public async Task A_subject_that_is_not_found_ends_the_request_at_once_and_leaves_nothing_of_what_was_typed(RequestKind kind)
    {
        var result = await world.Service().SubmitAsync(World.Ask(kind, "3"), World.Token);

        Assert.True(result.Created);
        Assert.Equal((RequestStatus.Completed, "subject-not-found"), (result.Request.Status, result.Request.Outcome));
        Assert.Null(result.Request.SubjectReference);
        Assert.Null(result.Request.SealedIdentifiers);
        Assert.Equal([LedgerCodes.Received, LedgerCodes.SubjectNotFound], world.Codes(result.Request));
        Assert.Empty(world.Queue.Waiting);
        Assert.Empty(world.Claims());
    }

    [Fact]
    public async Task A_second_submit_of_an_open_kind_returns_the_first()
    {
        var first = await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion), World.Token);
        var second = await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion), World.Token);
        var other = await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);

        Assert.False(second.Created);
        Assert.Equal(first.Request.Id, second.Request.Id);
        Assert.True(other.Created);
        Assert.Equal(2, (await world.AllAsync()).Count);
    }

    [Fact]
    public async Task Twenty_submits_at_once_make_one_request()
    {
        var service = world.Service();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Task.Run(() => service.SubmitAsync(World.Ask(RequestKind.Deletion, key: i % 2 == 0 ? $"key-{i}" : null), World.Token))));

        var standing = Assert.Single(await world.AllAsync());
        Assert.All(results, r => Assert.Equal(standing.Id, r.Request.Id));
        Assert.Single(results, r => r.Created);
        Assert.Single(world.Queue.Waiting);
    }

    [Fact]
    public async Task An_idempotency_key_brings_back_its_request_even_after_that_has_ended()
    {
        var first = await world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: "k"), World.Token);
        await world.RunUntilQuietAsync(new TestJob());

        var again = await world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: "k"), World.Token);
        var fresh = await world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: "k2"), World.Token);

        Assert.False(again.Created);
        Assert.Equal((first.Request.Id, RequestStatus.Completed), (again.Request.Id, again.Request.Status));
        Assert.True(fresh.Created);
    }

    [Fact]
    public async Task A_key_that_joined_an_open_request_still_names_it_after_its_end()
    {
        var first = await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: "k"), World.Token);
        await world.RunUntilQuietAsync(new TestJob());

        var again = await world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: "k"), World.Token);

        Assert.Equal((first.Request.Id, false), (again.Request.Id, again.Created));
    }

    [Fact]
    public async Task A_key_whose_own_request_was_never_made_is_led_to_the_open_one_for_good()
    {
        await Assert.ThrowsAsync<CrashPoint.CrashException>(() =>
            world.Service(new CrashPoint(1)).SubmitAsync(World.Ask(RequestKind.Access, key: "k"), World.Token));
        var open = await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);

        var joined = await world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: "k"), World.Token);
        await world.RunUntilQuietAsync(new TestJob());
        var later = await world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: "k"), World.Token);

        Assert.Equal((open.Request.Id, false), (joined.Request.Id, joined.Created));
        Assert.Equal((open.Request.Id, RequestStatus.Completed), (later.Request.Id, later.Request.Status));
    }

    [Fact]
    public async Task An_idempotency_key_with_another_body_is_refused()
    {
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: "k"), World.Token);

        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() =>
            world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, key: "k"), World.Token));
        var tooLong = await Assert.ThrowsAsync<RequestRefusedException>(() =>
            world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: new string('k', 256)), World.Token));

        Assert.Equal("idempotency-key-reused", refusal.Code);
        Assert.Equal("idempotency-key-invalid", tooLong.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("canary person")]
    [InlineData("canary@example.org")]
    [InlineData("canáry")]
    [InlineData("canary-canary-canary-canary-canary-canary-canary-canary-canary-65")]
    public async Task A_client_reference_that_cannot_be_one_is_refused_and_not_repeated(string reference)
    {
        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() =>
            world.Service().SubmitAsync(World.Ask(RequestKind.Access) with { ClientReference = reference }, World.Token));

        Assert.Equal(("client-reference-invalid", "/clientReference"), (refusal.Code, refusal.Pointer));
        Assert.DoesNotContain("can", refusal.Message.Replace("cannot", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(await world.AllAsync());
    }

    [Fact]
    public async Task A_client_reference_is_kept_and_part_of_what_an_idempotency_key_stands_for()
    {
        var named = World.Ask(RequestKind.Access, key: "k") with { ClientReference = "a.B_9-" + new string('x', 58) };
        var first = await world.Service().SubmitAsync(named, World.Token);
        var again = await world.Service().SubmitAsync(named, World.Token);

        Assert.Equal((named.ClientReference, first.Request.Id), (again.Request.ClientReference, again.Request.Id));
        await Assert.ThrowsAsync<RequestRefusedException>(() => world.Service().SubmitAsync(named with { ClientReference = "b" }, World.Token));
        await Assert.ThrowsAsync<RequestRefusedException>(() => world.Service().SubmitAsync(named with { ClientReference = null }, World.Token));
    }

    [Fact]
    public async Task A_format_is_kept_and_part_of_what_an_idempotency_key_stands_for()
    {
        var asked = World.Ask(RequestKind.Access, key: "k") with { Format = ExportFormat.Csv };
        var first = await world.Service().SubmitAsync(asked, World.Token);
        var again = await world.Service().SubmitAsync(asked with { CsvFormulas = CsvFormulas.Escape }, World.Token);

        Assert.Equal((ExportFormat.Csv, CsvFormulas.Escape), (first.Request.Format, first.Request.CsvFormulas));
        Assert.Equal((first.Request.Id, ExportFormat.Csv), (again.Request.Id, again.Request.Format));
        await Assert.ThrowsAsync<RequestRefusedException>(() => world.Service().SubmitAsync(asked with { CsvFormulas = CsvFormulas.Keep }, World.Token));
        await Assert.ThrowsAsync<RequestRefusedException>(() => world.Service().SubmitAsync(asked with { Format = ExportFormat.Ndjson }, World.Token));
        await Assert.ThrowsAsync<RequestRefusedException>(() => world.Service().SubmitAsync(asked with { Format = null }, World.Token));
    }

    [Fact]
    public async Task Json_is_what_is_meant_when_no_format_is_named_so_that_earlier_keys_are_recognized()
    {
        var first = await world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: "k"), World.Token);
        var again = await world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: "k") with { Format = ExportFormat.Json, CsvFormulas = CsvFormulas.Keep }, World.Token);

        Assert.Equal((first.Request.Id, ExportFormat.Json, null), (again.Request.Id, again.Request.Format, again.Request.CsvFormulas));
    }

    [Fact]
    public async Task Another_spelling_of_the_same_identifiers_is_the_same_body()
    {
        var first = await world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: "k"), World.Token);
        var spelled = World.Ask(RequestKind.Access, key: "k") with
        {
            Identifiers = new Dictionary<string, string> { ["email"] = " CANARY.PERSON@example.ORG ", ["user_id"] = "+002" },
        };

        Assert.Equal(first.Request.Id, (await world.Service().SubmitAsync(spelled, World.Token)).Request.Id);
    }

    [Fact]
    public async Task Bad_identifiers_are_refused_by_name_and_never_by_value()
    {
        async Task<RequestRefusedException> Refused(params (string Name, string Value)[] identifiers) =>
            await Assert.ThrowsAsync<RequestRefusedException>(() => world.Service().SubmitAsync(
                new Submission(RequestKind.Access, identifiers.ToDictionary(i => i.Name, i => i.Value), null, false), World.Token));

        var missing = await Refused();
        var unknown = await Refused(("canary@example.org", "1"));
        var invalid = await Refused(("user_id", "canary"));

        Assert.Equal("identifier-missing", missing.Code);
        Assert.Equal(("identifier-unknown", "identifier-invalid"), (unknown.Code, invalid.Code));
        Assert.Equal("/identifiers/user_id", invalid.Pointer);
        Assert.DoesNotContain("canary", unknown.Message + unknown.Pointer + invalid.Message, StringComparison.Ordinal);
        Assert.Empty(world.Objects.Everything());
    }

    [Fact]
    public async Task Nothing_personal_is_stored_in_clear()
    {
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access, "88442200", "key"), World.Token);
        await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, "88442200"), World.Token);
        await world.DeliverAsync(world.Runner(new TestJob((run, _) => throw new InvalidOperationException(run.Root.Key.Values[0]))));

        var everything = string.Join('\n', world.Objects.Everything().Select(o => o.Name + Encoding.UTF8.GetString(o.Content)))
            + string.Join('\n', world.RunnerLog.Lines)
            + string.Join('\n', world.Ledger.Entries.SelectMany(e => e.Facts.Values));
        Assert.DoesNotContain("canary", everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("88442200", everything, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_are_listed_newest_first_in_pages()
    {
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            ids.Add((await world.Service().SubmitAsync(World.Ask(RequestKind.Access, $"{i}0"), World.Token)).Request.Id);
            world.Clock.Advance(TimeSpan.FromMilliseconds(2));
        }

        var first = await world.Service().ListAsync(null, null, 4, World.Token);
        var second = await world.Service().ListAsync(null, first[^1].Id, 4, World.Token);

        Assert.Equal(ids.AsEnumerable().Reverse(), first.Concat(second).Select(r => r.Id));
        Assert.Empty(await world.Service().ListAsync(RequestStatus.Failed, null, 4, World.Token));
        Assert.Null(await world.Service().GetAsync("../subjects/x", World.Token));
    }
}

using DataRights.Deletion.Holds;
using DataRights.Deletion;
using DataRights.Deletion.Receipts;
using DataRights.Deletion.Searching;
using DataRights.Deletion.Steps;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Searching;
using DataRights.Sources;
using DataRights.Subjects;
using DataRights.Testing.Fakes;
using DataRights.Tests.Mapping;
using Xunit;

namespace DataRights.Tests.Deletion.Searching;

public sealed class DeepVerificationTests : IAsyncDisposable
{
    private static readonly DeepSearchRule Rule = new(10, TimeSpan.FromSeconds(9));

    private readonly SearchedSource main = new("main", new("users", "email", 0, 1, null), new("orders", "status", 0, 0, "time"), new("orders", "ip", 2, 3, null));
    private readonly SearchedSource letters = new("letters", new SearchedColumn("letters", "kind", 0, 0, "rows"));
    private readonly CaptureStore captures = new(new InMemoryObjectStore(TimeProvider.System), new TestKeys());
    private readonly FakeRequest request = new(new RequestRecord
    {
        Id = "r1", Kind = RequestKind.Deletion, Status = RequestStatus.Running, LedgerReference = "l", Received = DateTimeOffset.UnixEpoch, Due = DateTimeOffset.UnixEpoch, Version = 1, Epoch = 1,
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_that_takes_several_slices_searches_each_column_once()
    {
        await captures.WriteIdentifiersAsync("r1", [new Identifier("email", IdentifierType.Email, "ann@x.org")], Token);
        DeepFindings? findings = null;
        for (var slice = 0; findings is null && slice < 9; slice++)
        {
            findings = await RunAsync(isOver: () => true);
        }

        // The last column of the last source ends its slice too, and the next one finds nothing left to do.
        Assert.Equal(["email", "status", "ip"], main.Searched);
        Assert.Equal(["kind"], letters.Searched);
        Assert.Equal([new Residue("orders", "identifier", 2) { Column = "ip" }], findings!.Residue);
        Assert.Equal([new MentionFact("users", "email", 1), new MentionFact("orders", "ip", 3)], findings.Mentions);
        Assert.Equal([new NotSearchedFact("orders", "status", null, "time"), new NotSearchedFact("letters", "kind", null, "rows")], findings.NotSearched);
        Assert.DoesNotContain("ann", request.Record.Checkpoint!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_step_searches_everything_again()
    {
        await captures.WriteIdentifiersAsync("r1", [new Identifier("email", IdentifierType.Email, "ann@x.org")], Token);
        Assert.Null(await RunAsync(isOver: () => true));
        Assert.NotNull(await RunAsync(() => false, "settle"));
        Assert.Equal(["email", "email", "status", "ip"], main.Searched);
    }

    [Fact]
    public async Task Identifiers_that_are_not_known_or_too_plain_are_told_and_nothing_is_searched()
    {
        Assert.Equal([new NotSearchedFact(null, null, "email", NotSearchedReasons.Unknown)], (await RunAsync(() => false))!.NotSearched);
        await captures.WriteIdentifiersAsync("r1", [new Identifier("email", IdentifierType.Text, "ann")], Token);
        Assert.Equal([new NotSearchedFact(null, null, "email", NotSearchedReasons.Plain)], (await RunAsync(() => false))!.NotSearched);
        Assert.Empty(main.Searched);
    }

    public async ValueTask DisposeAsync()
    {
        await main.DisposeAsync();
        await letters.DisposeAsync();
    }

    private async Task<DeepFindings?> RunAsync(Func<bool> isOver, string step = "verify")
    {
        var run = request.Start("users", "1");
        run.IsSliceUsedUp = isOver;
        var parts = new DeletionParts(MapSample.Map(), new SourceSet([main, letters], [], []), null!, null!, null!, captures, null!, TimeProvider.System);
        await using var deletion = new DeletionRun(parts, run, CurrentHolds.None);
        return await new DeepVerification(deletion, Rule).RunAsync(step, Token);
    }
}

using DataRights.Deletion.Gate;
using DataRights.Mapping.Coverage;
using DataRights.Sources;
using Xunit;

namespace DataRights.Tests.Deletion.Gate;

public sealed class SchemaGateTests
{
    private readonly GateWorld world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SchemaGate Gate => new(world.Map, world.Sources);

    [Fact]
    public async Task What_was_pinned_is_unchanged_while_the_schemas_are()
    {
        var pinned = await Gate.FingerprintsAsync(Token);
        Assert.Equal(["letters", "main"], pinned.Keys.Order());
        Assert.True((await Gate.ChangedSinceAsync(pinned, Token)).IsNone);

        world.Main.Schema = new SourceSchema([.. world.Main.Schema.Tables.Reverse()]);
        Assert.True((await Gate.ChangedSinceAsync(pinned, Token)).IsNone);
    }

    [Fact]
    public async Task A_changed_source_is_named_with_what_stops_a_deletion_now()
    {
        var pinned = await Gate.FingerprintsAsync(Token);
        world.AddColumn();

        var change = await Gate.ChangedSinceAsync(pinned, Token);
        Assert.Equal(["main"], change.Changed);
        Assert.Equal([CoverageCodes.ColumnUndeclared], change.Findings.Select(f => f.Code));
        Assert.Empty((await Gate.ChangedSinceAsync(change.Fingerprints, Token)).Changed);
        Assert.False((await Gate.ChangedSinceAsync(change.Fingerprints, Token)).IsNone);
    }

    [Fact]
    public async Task A_source_that_was_not_pinned_counts_as_changed() =>
        Assert.Equal(["letters", "main", "other"], (await Gate.ChangedSinceAsync(new Dictionary<string, string> { ["other"] = "x" }, Token)).Changed);

    [Fact]
    public async Task A_replica_stops_a_deletion_and_no_export()
    {
        world.Main.Schema = world.Main.Schema with { IsReplica = true };

        var finding = Assert.Single(await Gate.CompareAsync(Token));
        Assert.Equal((CoverageCodes.Replica, "main", world.Map.Source("main").Line), (finding.Code, finding.Source, finding.Line));
        Assert.Empty(CoverageCheck.Gaps(world.Map, "main", world.Main.Schema));
        Assert.True(CoverageCheck.IsOfConnection(finding));
    }

    [Fact]
    public async Task A_source_that_does_not_answer_is_no_finding()
    {
        world.Letters.Failure = new SourceException("letters", "unreachable", true);
        Assert.Equal("unreachable", (await Assert.ThrowsAsync<SourceException>(() => Gate.CompareAsync(Token))).Code);
    }
}

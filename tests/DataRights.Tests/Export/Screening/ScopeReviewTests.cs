using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using DataRights.Export.Screening;
using DataRights.Export.Screening.Scope;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;
using DataRights.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DataRights.Tests.Export.Screening;

public abstract class ScopeReviewTests(ExportFormat format)
{
    public sealed class OfJson() : ScopeReviewTests(ExportFormat.Json);

    public sealed class OfNdjson() : ScopeReviewTests(ExportFormat.Ndjson);

    public sealed class OfCsv() : ScopeReviewTests(ExportFormat.Csv);

    private static readonly IReadOnlyList<ColumnSchema> Order = ExportMap.OrderColumns;

    private static readonly IReadOnlyList<ColumnSchema> Line =
        [FakeTable.Column("id", ValueKind.Integer), FakeTable.Column("order_id", ValueKind.Integer), FakeTable.Column("parent_id", ValueKind.Integer), FakeTable.Column("links", ValueKind.Json)];

    private static readonly object?[] Mine = [1L, 7L, 1m, "mine"];

    [Fact]
    public async Task An_archive_whose_rows_all_lead_to_the_person_is_released()
    {
        var harness = Harness([Mine, [2L, 7L, 1m, null]], [[1L, 1L, null, null], [2L, null, 3L, null], [3L, null, 1L, null], [4L, null, null, FakeValue.Json("{\"orders\":[9,\"2\"]}")]]);

        await harness.ExportAsync();

        Assert.NotNull(harness.Request.Record.Archive);
        var entry = Assert.Single(harness.Request.Ledger, e => e.Code == LedgerCodes.Archived);
        Assert.Equal(("7", "0"), (entry.Facts["screened"], entry.Facts["notCheckable"]));
    }

    [Fact]
    public async Task An_archive_with_somebody_elses_row_is_withheld_and_destroyed_and_operators_are_told()
    {
        var harness = Harness([Mine, [2L, 8L, 1m, "secret of somebody else"]], [[1L, 2L, null, null]]);

        var result = await harness.RunAsync();

        Assert.Equal((JobResultKind.Waiting, ScopeReview.Outcome), (result.Kind, result.Outcome));
        Assert.Equal(["foreign-rows: 1 rows of collection 'orders' do not lead to the person.", "foreign-rows: 1 rows of collection 'lines' do not lead to the person."], result.Findings);
        Assert.Null(harness.Request.Record.Archive);
        Assert.Null(harness.Request.Record.Checkpoint);
        Assert.Null(harness.Store.Bytes(ObjectNames.Archive(harness.Request.Record.Id)));
        Assert.Empty(await harness.Store.ListBlocksAsync(ObjectNames.Archive(harness.Request.Record.Id), TestContext.Current.CancellationToken));
        var entry = Assert.Single(harness.Request.Ledger);
        Assert.Equal((LedgerCodes.ArchiveWithheld, "2"), (entry.Code, entry.Facts["foreign"]));
        Assert.DoesNotContain("secret", string.Concat(result.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_the_rows_are_right_the_next_run_makes_the_archive_anew()
    {
        var harness = Harness([Mine, [2L, 8L, 1m, null]], []);
        await harness.RunAsync();
        harness.Main = Source(harness, [Mine], []);

        await harness.ExportAsync();

        Assert.Equal([LedgerCodes.ArchiveWithheld, LedgerCodes.Archived], harness.Request.Ledger.Select(e => e.Code));
    }

    [Fact]
    public async Task Somebody_elses_rows_do_not_vouch_for_each_other()
    {
        var harness = Harness([Mine], [[1L, 1L, null, null], [5L, null, 6L, null], [6L, null, 5L, null], [7L, null, 7L, null]]);

        Assert.Equal(["foreign-rows: 3 rows of collection 'lines' do not lead to the person."], (await harness.RunAsync()).Findings);
    }

    [Fact]
    public async Task A_row_of_the_root_with_another_key_is_somebody_else()
    {
        var harness = Harness([Mine], []);
        harness.Main = new FakeRowSource("main", harness.Clock,
            new FakeTable("users", ExportMap.UserColumns, [ExportMap.UserRow, [8L, .. ExportMap.UserRow.Skip(1)]]), new FakeTable("orders", Order, [Mine]), new FakeTable("lines", Line, []));

        Assert.Equal(["foreign-rows: 1 rows of collection 'users' do not lead to the person."], (await harness.RunAsync()).Findings);
    }

    [Fact]
    public async Task What_the_archive_does_not_show_cannot_be_checked_and_is_counted()
    {
        var harness = Harness([Mine], [[1L, 99L, null, null]], c => c.Name == "lines" ? c with { Columns = [.. c.Columns.Select(r => r.Name == "order_id" ? r with { Export = ColumnExport.Omit, Because = "x" } : r)] } : c);

        await harness.ExportAsync();

        Assert.Equal("1", harness.Request.Ledger.Single(e => e.Code == LedgerCodes.Archived).Facts["notCheckable"]);
    }

    [Fact]
    public async Task A_long_chain_whose_rows_come_before_their_owners_leads_to_the_person()
    {
        var chain = Enumerable.Range(1, 300).Select(i => new object?[] { (long)i, i == 300 ? 1L : null, i == 300 ? null : (long)(i + 1), null }).ToArray();

        await Harness([Mine], chain).ExportAsync();
    }

    [Fact]
    public async Task What_came_in_between_two_views_of_a_source_cannot_be_checked_but_what_hangs_on_the_person_can()
    {
        var harness = Harness([Mine, [2L, 8L, 1m, null]], [[1L, 99L, null, null]]);
        harness.Reviews = [];
        using var archive = new MemoryStream();
        archive.Write((await harness.ExportAsync()).Bytes);
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.Entries.Single(e => e.FullName.EndsWith("/data/about.json", StringComparison.Ordinal));
            using var stream = entry.Open();
            var about = JsonNode.Parse(stream)!;
            about["snapshots"]!.AsArray().Add(about["snapshots"]![0]!.DeepClone());
            stream.SetLength(0);
            stream.Write(Encoding.UTF8.GetBytes(about.ToJsonString()));
        }

        var report = await new ScopeCheck(harness.Map, new RootKey("users", Key.Of("7"))).RunAsync([archive], TestContext.Current.CancellationToken);

        Assert.Equal(("orders", 1L), (Assert.Single(report.Foreign).Key, report.Foreign["orders"]));
        Assert.Equal(("lines", 1L), (Assert.Single(report.NotCheckable).Key, report.NotCheckable["lines"]));
    }

    [Fact]
    public async Task Other_peoples_identifiers_in_texts_are_counted_for_operators_and_withhold_nothing()
    {
        object?[][] orders = [[1L, 7L, 1m, "write to Nina@Example.org!"], [2L, 7L, 1m, "not nina@example.org.uk"], [3L, 7L, 1m, "nina@example.org, nina@example.org"]];
        var harness = Harness(orders, []);

        // A person without the text that has to be repaired, which is a finding of its own.
        object?[] user = [.. ExportMap.UserRow.Take(13), "a bio", .. ExportMap.UserRow.Skip(14)];
        harness.Main = new FakeRowSource("main", harness.Clock, new FakeTable("users", ExportMap.UserColumns, [user]), new FakeTable("orders", Order, orders), new FakeTable("lines", Line, []));
        harness.Map = harness.Map with
        {
            Identifiers = [.. harness.Map.Identifiers, new IdentifierRule("email", IdentifierType.Email, Searchable: true)],
            Collections = [harness.Map.Collections[0] with { Root = new RootRule(["id"], [new RootIdentifier("id", "user_id"), new RootIdentifier("name", "email")]) }, .. harness.Map.Collections.Skip(1)],
        };
        harness.Main.Others = ["nina@example.org", "no address", "omar@example.org"];
        harness.Reviews = [new ScopeReview(harness.Map, NullLogger<ScopeReview>.Instance, new OthersSample(harness.Map, new SourceSet([harness.Main], [], []), harness.Locator))];

        var result = await harness.RunAsync();

        Assert.Equal((JobResultKind.Completed, "archived"), (result.Kind, result.Outcome));
        Assert.Equal(["mention: 2 rows of 'orders.note' hold an identifier of somebody else; see whether the column is about others."], result.Findings);
        var facts = harness.Request.Ledger.Single(e => e.Code == LedgerCodes.Archived).Facts;
        Assert.Equal(("2", "2"), (facts["othersSearched"], facts["mentions"]));
        Assert.Equal(0, harness.Main.OpenSnapshots);
        Assert.Equal("archived", (await harness.RunAsync()).Outcome);
    }

    private ExportHarness Harness(object?[][] orders, object?[][] lines, Func<Collection, Collection>? change = null)
    {
        var harness = new ExportHarness(format);
        harness.Map = harness.Map with
        {
            Collections = new[]
            {
                harness.Map.Collections[0],
                ExportMap.Table("lines", "contract", Line) with { References = [Owner("order_id", "orders"), Owner("parent_id", "lines"), Owner("links", "orders") with { Each = true, Path = new JsonPath(["orders"]) }] },
                harness.Map.Collections[1],
            }.Select(c => change?.Invoke(c) ?? c).ToList(),
        };
        harness.Main = Source(harness, orders, lines);
        harness.Reviews = [new ScopeReview(harness.Map, NullLogger<ScopeReview>.Instance)];
        return harness;
    }

    private static FakeRowSource Source(ExportHarness harness, object?[][] orders, object?[][] lines) =>
        new("main", harness.Clock, harness.Users, new FakeTable("orders", Order, orders), new FakeTable("lines", Line, lines));

    private static Reference Owner(string column, string to) => new() { Columns = [column], To = to, ToColumns = ["id"], Owns = true };
}

using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using DataRights.Export.Screening.Scope;
using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Subjects;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Export.Screening;

/// <summary>What the check asks of single rows and entries, of archives that a wrong query, or damage, has made.</summary>
public sealed class ScopeCheckTests
{
    private static readonly IReadOnlyList<ColumnSchema> Line =
        [FakeTable.Column("id", ValueKind.Integer), FakeTable.Column("order_id", ValueKind.Integer), FakeTable.Column("parent_id", ValueKind.Integer)];

    private static readonly IReadOnlyList<ColumnSchema> Mark = [FakeTable.Column("id", ValueKind.Integer), FakeTable.Column("line_id", ValueKind.Integer)];

    private static readonly object?[][] Orders = [[1L, 7L, 1m, "mine"], [2L, 7L, 1m, "draft"]];

    [Fact]
    public async Task A_row_that_the_references_condition_leaves_out_does_not_lead_to_the_person()
    {
        var report = await CheckAsync([[1L, 1L, null], [2L, 2L, null]], toOrders: r => r with { Where = PredicateParser.Parse("id = 1") });
        Assert.Equal(("lines", 1L), (Assert.Single(report.Foreign).Key, report.Foreign["lines"]));
    }

    [Fact]
    public async Task A_row_that_hangs_on_one_which_the_condition_there_leaves_out_does_not_lead_to_the_person()
    {
        var report = await CheckAsync([[1L, 1L, null], [2L, 2L, null]], toOrders: r => r with { ToWhere = PredicateParser.Parse("note = 'mine'") });
        Assert.Equal(("lines", 1L), (Assert.Single(report.Foreign).Key, report.Foreign["lines"]));
    }

    [Fact]
    public async Task A_chain_of_more_rows_than_may_wait_is_read_again_until_all_have_met_their_owners()
    {
        object?[][] chain = [.. Enumerable.Range(1, 60).Select(i => new object?[] { (long)i, i == 60 ? 1L : null, i == 60 ? null : (long)(i + 1) })];
        Assert.Empty((await CheckAsync(chain, mostPending: 7)).Foreign);

        object?[][] cut = [.. chain.Take(59)];
        Assert.Equal(59, (await CheckAsync(cut, mostPending: 7)).Foreign["lines"]);
    }

    [Fact]
    public async Task What_hangs_on_a_row_that_met_its_owner_late_leads_to_the_person()
    {
        var report = await CheckAsync([[1L, null, 2L], [2L, 1L, null]], [[1L, 1L], [2L, 9L]]);
        Assert.Equal(("marks", 1L), (Assert.Single(report.Foreign).Key, report.Foreign["marks"]));
    }

    [Fact]
    public async Task A_table_that_is_not_what_the_manifest_says_is_damage_though_the_zip_is_whole()
    {
        Assert.Equal(0, (await CheckAsync([])).Damaged);
        Assert.Equal(1, (await CheckAsync([], damage: zip => Change(zip, "/data/tables/main/orders.json", t => t.Replace("mine", "MINE", StringComparison.Ordinal)))).Damaged);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Another_number_of_rows_than_is_described_is_damage(int more) => Assert.Equal(1, (await CheckAsync([], damage: zip => Change(zip, "/data/datapackage.json", text =>
    {
        var package = JsonNode.Parse(text)!;
        var orders = package["resources"]!.AsArray().Single(r => (string?)r!["title"] == "orders")!;
        orders["rows"] = (int)orders["rows"]! + more;
        return package.ToJsonString();
    }))).Damaged);

    [Fact]
    public void Keys_are_alike_whatever_zeros_a_decimal_ends_with_and_only_then()
    {
        var hash = new KeyHash();
        Assert.Equal(Of("12.5"), Of("12.50"));
        Assert.Equal(Of("-3"), Of("-3.00"));
        Assert.NotEqual(Of("1"), Of("100"));
        Assert.NotEqual(Of("1.2.0"), Of("1.2.00"));
        Assert.NotEqual(Of("ab", "c"), Of("a", "bc"));
        Assert.NotEqual(Of("10"), Of("1", "0"));

        ulong Of(params string[] values)
        {
            hash.Start();
            foreach (var value in values)
            {
                hash.Add(Encoding.UTF8.GetBytes(value), JoinTransform.None);
            }

            return hash.End();
        }
    }

    private static async Task<ScopeReport> CheckAsync(object?[][] lines, object?[][]? marks = null, Func<Reference, Reference>? toOrders = null, int mostPending = 1000, Action<ZipArchive>? damage = null)
    {
        var harness = new ExportHarness();
        var owner = Owner("order_id", "orders");
        harness.Map = harness.Map with
        {
            Collections =
            [
                harness.Map.Collections[0],
                harness.Map.Collections[1],
                ExportMap.Table("lines", "contract", Line) with { References = [toOrders?.Invoke(owner) ?? owner, Owner("parent_id", "lines")] },
                ExportMap.Table("marks", "contract", Mark) with { References = [Owner("line_id", "lines")] },
            ],
        };
        harness.Main = new FakeRowSource("main", harness.Clock, harness.Users, new FakeTable("orders", ExportMap.OrderColumns, Orders), new FakeTable("lines", Line, lines), new FakeTable("marks", Mark, marks ?? []));
        using var archive = new MemoryStream();
        archive.Write((await harness.ExportAsync()).Bytes);
        if (damage is not null)
        {
            using var zip = new ZipArchive(archive, ZipArchiveMode.Update, leaveOpen: true);
            damage(zip);
        }

        return await new ScopeCheck(harness.Map, new RootKey("users", Key.Of("7"))) { MostPending = mostPending }.RunAsync([archive], TestContext.Current.CancellationToken);
    }

    private static void Change(ZipArchive zip, string path, Func<string, string> change)
    {
        using var stream = zip.Entries.Single(e => e.FullName.EndsWith(path, StringComparison.Ordinal)).Open();
        using var reader = new StreamReader(stream);
        var changed = change(reader.ReadToEnd());
        stream.SetLength(0);
        stream.Write(Encoding.UTF8.GetBytes(changed));
    }

    private static Reference Owner(string column, string to) => new() { Columns = [column], To = to, ToColumns = ["id"], Owns = true };
}

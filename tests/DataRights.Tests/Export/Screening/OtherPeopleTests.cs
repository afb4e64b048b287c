using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Export.Screening;

public abstract class OtherPeopleTests(ExportFormat format)
{
    public sealed class OfJson() : OtherPeopleTests(ExportFormat.Json);

    public sealed class OfNdjson() : OtherPeopleTests(ExportFormat.Ndjson);

    public sealed class OfCsv() : OtherPeopleTests(ExportFormat.Csv);

    private static readonly IReadOnlyList<ColumnSchema> Columns =
    [
        FakeTable.Column("id", ValueKind.Integer), FakeTable.Column("sender_id", ValueKind.Integer), FakeTable.Column("recipient_id", ValueKind.Integer),
        FakeTable.Column("sender_name", ValueKind.Text), FakeTable.Column("body", ValueKind.Text), FakeTable.Column("report", ValueKind.Text),
        FakeTable.Column("seen_by", ValueKind.Array), FakeTable.Column("likes", ValueKind.Json),
    ];

    private static readonly object?[][] Rows =
    [
        [1L, 7L, 91L, "Me", "mine", "reported", new object?[] { 91L, 7L, null }, FakeValue.Json("[7,\"91\"]")],
        [2L, 91L, 7L, "Nina", "Nina's", null, new object?[] { 7L, 44L }, FakeValue.Json("{\"user\": 91}")],
        [3L, 5L, 7L, null, "five's", "reported", null, FakeValue.Json("7")],
        [4L, null, 7L, "Gone", "nobody's", null, Array.Empty<object?>(), null],
        [5L, 91L, 7L, "Nina", null, null, null, FakeValue.Json("[[91]]")],
    ];

    [Fact]
    public async Task The_persons_own_is_shown_and_other_people_are_numbers_or_nothing()
    {
        var bag = await ExportAsync();

        Assert.Empty((await bag.VerifyAsync()).Findings);
        var rows = bag.Rows("main.messages");
        Assert.Equal(["7", "another person 1", "another person 3", null, "another person 1"], rows.Select(r => r["sender_id"]));
        Assert.Equal(["another person 1", "7", "7", "7", "7"], rows.Select(r => r["recipient_id"]));
        Assert.Equal(["Me", "another person 1", null, null, "another person 1"], rows.Select(r => r["sender_name"]));
        Assert.Equal(["mine", null, null, null, null], rows.Select(r => r["body"]));
        Assert.All(rows, r => Assert.Null(r["report"]));
        Assert.Equal(["[\"another person 1\",\"7\",null]", "[\"7\",\"another person 2\"]", null, "[]", null], rows.Select(r => r["seen_by"]));
        Assert.Equal(["[\"7\",\"another person 1\"]", null, "7", null, null], rows.Select(r => r["likes"]));
        Assert.DoesNotContain("91", string.Concat(rows.SelectMany(r => r.Values)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_archive_says_how_many_values_are_not_there_and_promises_no_type_or_key_that_fails()
    {
        var bag = await ExportAsync();

        var fields = bag.Resource("main.messages").GetProperty("schema").GetProperty("fields").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!);
        Assert.Equal(("string", "string", "array"), (fields["sender_id"].GetProperty("type").GetString(), fields["sender_name"].GetProperty("type").GetString(), fields["seen_by"].GetProperty("type").GetString()));
        Assert.Equal((3, 2), (fields["body"].GetProperty("withheld").GetInt32(), fields["report"].GetProperty("withheld").GetInt32()));
        Assert.False(bag.Resource("main.messages").GetProperty("schema").TryGetProperty("foreignKeys", out _));
        Assert.Equal(["messages/sender_name", "messages/body", "messages/report", "messages/likes"], bag.Missing("others-withheld"));
        var gap = bag.Json("data/about.json").GetProperty("missing").EnumerateArray().Single(m => m.GetProperty("code").GetString() == "others-withheld" && m.GetProperty("subject").GetString() == "body");
        Assert.Equal(3, gap.GetProperty("values").GetInt64());
        Assert.Contains("messages/sender_id", bag.Missing("others-numbered"));
        var page = bag.Text("data/pages/messages.html");
        Assert.Contains("(withheld: another person’s)", page, StringComparison.Ordinal);
        Assert.Contains("another person 3", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Nina", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_is_the_same_person_however_it_is_written()
    {
        object?[] me = [.. ExportMap.UserRow];
        me[1] = "Me@Example.org";
        object?[][] rows = [[1L, 7L, null, "ME@example.ORG", null, null, null, null], [2L, 7L, null, "nina@x.example", null, null, null, null], [3L, 7L, null, "Nina@X.example", null, null, null, null]];
        var bag = await ExportAsync(
            c => c with { Columns = [.. c.Columns.Select(r => r.Name == "sender_name" ? r with { Names = NamedPerson.Parse("users.name") } : r)] },
            map => map with
            {
                Identifiers = [.. map.Identifiers, new IdentifierRule("email", IdentifierType.Email, false)],
                Collections = [map.Collections[0] with { Root = new RootRule(["id"], [new RootIdentifier("id", "user_id"), new RootIdentifier("name", "email")]) }, .. map.Collections.Skip(1)],
            },
            rows, me);

        Assert.Equal(["ME@example.ORG", "another person 1", "another person 1"], bag.Rows("main.messages").Select(r => r["sender_name"]));
    }

    [Fact]
    public async Task Without_an_author_that_can_be_read_nothing_passes_as_the_persons_own()
    {
        var bag = await ExportAsync(c => c with { Author = new AuthorRule(["writer"], "users", ["id"], 1) });

        Assert.All(bag.Rows("main.messages"), r => Assert.Null(r["body"]));
        Assert.All(bag.Rows("main.messages"), r => Assert.Null(r["sender_name"]));
    }

    [Fact]
    public async Task Own_values_that_cannot_be_read_now_are_asked_for_again_and_never_guessed()
    {
        var trouble = new SourceException("main", "unreachable", transient: true);
        Assert.Same(trouble, await Assert.ThrowsAsync<SourceException>(() => ExportAsync(valuesFail: trouble)));

        // The root key is known without asking.
        var bag = await ExportAsync(valuesFail: new SourceException("main", "denied", transient: false));
        Assert.Equal(["mine", null, null, null, null], bag.Rows("main.messages").Select(r => r["body"]));
    }

    [Fact]
    public async Task A_collection_without_such_columns_is_read_as_before()
    {
        var bag = await ExportAsync(c => c with { Columns = [.. c.Columns.Select(r => r with { About = ColumnAbout.Row, Names = null })] });

        Assert.Equal(["mine", "Nina's", "five's", "nobody's", null], bag.Rows("main.messages").Select(r => r["body"]));
        Assert.Empty(bag.Missing("others-withheld"));
    }

    private async Task<ExportedBag> ExportAsync(Func<Collection, Collection>? change = null, Func<DataMap, DataMap>? changeMap = null, object?[][]? rows = null, object?[]? me = null, SourceException? valuesFail = null)
    {
        var messages = ExportMap.Table("messages", "contract", Columns) with
        {
            Author = new AuthorRule(["sender_id"], "users", [], 1),
            References = [Owner("sender_id"), Owner("recipient_id")],
            Columns = [.. Columns.Select(c => Rule(c.Name))],
        };
        var harness = new ExportHarness(format);
        harness.Map = harness.Map with { Collections = [harness.Map.Collections[0], change?.Invoke(messages) ?? messages] };
        harness.Map = changeMap?.Invoke(harness.Map) ?? harness.Map;
        harness.Main = new FakeRowSource("main", harness.Clock, me is null ? harness.Users : new FakeTable("users", ExportMap.UserColumns, [me]), new FakeTable("messages", Columns, rows ?? Rows))
        {
            ValuesFailure = valuesFail,
        };
        return await harness.ExportAsync();
    }

    private static Reference Owner(string column) => new() { Columns = [column], To = "users", ToColumns = ["id"], Owns = true };

    private static ColumnRule Rule(string name) => new(name, null, ColumnOrigin.Provided, ColumnExport.Include, null, 1)
    {
        About = name switch { "body" => ColumnAbout.Author, "report" => ColumnAbout.Others, _ => ColumnAbout.Row },
        Names = name switch
        {
            "sender_id" or "recipient_id" or "seen_by" or "likes" => NamedPerson.Parse("users"),
            "sender_name" => NamedPerson.Parse("author"),
            _ => null,
        },
    };
}

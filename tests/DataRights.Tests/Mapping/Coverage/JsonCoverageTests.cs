using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Sources;
using Xunit;

namespace DataRights.Tests.Mapping.Coverage;

public sealed class JsonCoverageTests
{
    [Theory]
    [InlineData("postgres", "integer[]", ValueKind.Array, null)]
    [InlineData("postgres", "jsonb", ValueKind.Json, null)]
    [InlineData("postgres", "text", ValueKind.Text, null)]
    [InlineData("postgres", "integer", ValueKind.Integer, CoverageCodes.NotAList)]
    [InlineData("sqlite", "integer[]", ValueKind.Integer, CoverageCodes.NotAList)]
    [InlineData("sqlite", "thing[]", ValueKind.Other, CoverageCodes.NotAList)]
    [InlineData("sqlite", "json", ValueKind.Json, null)]
    [InlineData("sqlite", "", ValueKind.Bytes, null)]
    public void A_list_is_in_a_column_that_can_hold_one(string source, string type, ValueKind kind, string? code) =>
        Assert.Equal(code, Found(source, type, kind, c => c with { References = [new Reference { Columns = ["ip"], Each = true, To = "users", ToColumns = ["id"], Owns = false, Line = 9 }] }));

    [Theory]
    [InlineData("jsonb", ValueKind.Json, null)]
    [InlineData("text", ValueKind.Text, null)]
    [InlineData("integer[]", ValueKind.Array, CoverageCodes.NotJson)]
    [InlineData("uuid", ValueKind.Uuid, CoverageCodes.NotJson)]
    public void A_field_is_in_a_column_that_can_hold_json(string type, ValueKind kind, string? code)
    {
        var path = new JsonPath(["a"]);
        Assert.Equal(code, Found("postgres", type, kind, c => c with { References = [new Reference { Columns = ["ip"], Path = path, To = "users", ToColumns = ["id"], Owns = false, Line = 9 }] }));
        Assert.Equal(code, Found("postgres", type, kind, c => c with { Deletion = [new DeletionRule { Treatment = Treatment.Anonymize, Anonymize = [new ColumnAnonymizer("ip", AnonymizerKind.Null, null) { Path = path }], Line = 9 }] }));
    }

    private static string? Found(string source, string type, ValueKind kind, Func<Collection, Collection> change)
    {
        var map = MapSample.Map().Change("orders", c => change(c with { Deletion = [new DeletionRule { Treatment = Treatment.Delete }] }));
        map = map with { Sources = [.. map.Sources.Select(s => s.Name == "main" ? s with { Kind = MapWords.SourceKinds[source] } : s)] };
        var schema = SchemaSample.With("orders", t => t with { ForeignKeys = [], Columns = [.. t.Columns.Select(c => c.Name == "ip" ? new ColumnSchema("ip", type, kind, true) : c)] });
        var finding = CoverageCheck.Compare(map, "main", schema).SingleOrDefault();
        Assert.Equal(finding is null ? null : (9, "orders.ip"), finding is null ? ((int, string)?)null : (finding.Line, finding.Subject));
        return finding?.Code;
    }
}

using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Sources;
using Xunit;

namespace DataRights.Tests.Mapping.Coverage;

/// <summary>Retention rules that would run badly are told before they run: what, where, and how to mend it.</summary>
public sealed class RetentionDoubtsTests
{
    private static readonly DataMap Map = MapSample.Map();

    [Fact]
    public void A_rule_that_looks_people_up_without_an_index_is_told_which_index_it_needs()
    {
        var warning = Assert.Single(Warnings(Map, t => t with { Indexes = [["device_id"], ["user_id", "device_id"]] }));

        Assert.Equal((CoverageCodes.RetentionPersonUnindexed, "page_views(device_id, user_id)"), (warning.Code, warning.Subject));
        Assert.Contains("Create an index on (device_id, user_id).", warning.Message, StringComparison.Ordinal);
        Assert.Equal(Map.Retention[0].Line, warning.Line);
    }

    [Fact]
    public void With_more_ids_each_needs_an_index_of_its_own()
    {
        var map = With(r => r with { Person = ["user_id", "device_id", "route"] });

        Assert.Equal(["page_views(route)"], Warnings(map).Select(w => w.Subject));
        Assert.Empty(Warnings(map, t => t with { Indexes = [["device_id"], ["route", "browser"]] }));
        Assert.Empty(Warnings(With(r => r with { Person = ["user_id"] }), t => t with { Indexes = [] }));
    }

    [Fact]
    public void A_rule_that_keeps_a_unique_column_would_publish_nothing()
    {
        var warning = Assert.Single(Warnings(With(r => r with { Keep = [new("route", Generalization.AsIs)] }), t => t with { UniqueKeys = [["route"]] }));

        Assert.Equal((CoverageCodes.RetentionPublishesNothing, "page_views.route"), (warning.Code, warning.Subject));
        Assert.Contains("Drop it from \"keep\"", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_keeps_every_column_as_it_is_is_told()
    {
        var map = With(r => r with { Keep = [new("route", Generalization.AsIs), new("browser", Generalization.AsIs)], Measures = [new("seconds", MeasureKind.Sum, "time_on_page")] });

        var warning = Assert.Single(Warnings(map));
        Assert.Equal((CoverageCodes.RetentionPublishesEverything, "page_views"), (warning.Code, warning.Subject));
        Assert.Empty(Warnings(map with { Retention = [map.Retention[0] with { Keep = [new("route", Generalization.AsIs), new("browser", Generalization.Family)] }] }));
        Assert.Empty(Warnings(map with { Retention = [map.Retention[0] with { Keep = [new("route", Generalization.AsIs)] }] }));
    }

    private static DataMap With(Func<RetentionRule, RetentionRule> change) => Map with { Retention = [change(Map.Retention[0])] };

    private static IReadOnlyList<CoverageFinding> Warnings(DataMap map, Func<TableSchema, TableSchema>? change = null) =>
        CoverageCheck.Warnings(map, "main", SchemaSample.With("page_views", change ?? (t => t)));
}

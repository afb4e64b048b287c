using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using Xunit;

namespace DataRights.Tests.Mapping.Coverage;

public sealed class CoverageCheckTests
{
    private readonly DataMap map = MapSample.Map();

    [Fact]
    public void A_map_that_says_everything_has_no_findings_and_no_warnings()
    {
        Assert.Empty(CoverageCheck.Compare(map, "main", SchemaSample.Live()));
        Assert.Empty(CoverageCheck.Warnings(map, "main", SchemaSample.Live()));
        Assert.Empty(CoverageCheck.Compare(map, "uploads", new SourceSchema([])));
    }

    [Fact]
    public void A_table_that_is_not_there_is_told()
    {
        var schema = new SourceSchema([.. SchemaSample.Live().Tables.Where(t => t.Name is not "comments")]);

        var finding = Assert.Single(CoverageCheck.Compare(map, "main", schema));
        Assert.Equal((CoverageCodes.TableMissing, "main", "comments", "comments"), (finding.Code, finding.Source, finding.Collection, finding.Subject));
        Assert.Equal(map.Collection("comments").Line, finding.Line);
    }

    [Fact]
    public void Columns_that_one_side_lacks_are_told()
    {
        var users = SchemaSample.Table("users", ["id", "email", "verified", "password_hash", "phone"]);
        var findings = CoverageCheck.Compare(map, "main", SchemaSample.With("users", _ => users));

        Assert.Equal([(CoverageCodes.ColumnMissing, "users.id_number"), (CoverageCodes.ColumnUndeclared, "users.phone")], findings.Select(f => (f.Code, f.Subject)));
        Assert.Equal(22, findings[0].Line);
    }

    [Fact]
    public void A_file_that_two_rows_may_name_is_told_unless_a_unique_key_forbids_it()
    {
        var named = map with
        {
            Collections = [.. map.Collections.Select(c => c.Name == "avatars" ? c with { Files = new FileSelector(FileMatch.Name, "users", [new("id_number", true)]) } : c)],
        };

        var finding = Assert.Single(CoverageCheck.Compare(named, "main", SchemaSample.Live()));
        Assert.Equal((CoverageCodes.FileNameNotUnique, "avatars", "users(id_number)"), (finding.Code, finding.Collection, finding.Subject));
        Assert.Empty(CoverageCheck.Compare(named, "main", SchemaSample.With("users", t => t with { UniqueKeys = [.. t.UniqueKeys, ["id_number"]] })));
    }

    [Fact]
    public void An_undeclared_table_that_refers_to_a_mapped_one_is_told()
    {
        var notes = SchemaSample.Table("crm.notes", ["id", "user_id"]) with { ForeignKeys = [SchemaSample.Key("notes_user", ["user_id"], "public.users", ["id"])] };
        var finding = Assert.Single(CoverageCheck.Compare(map, "main", new SourceSchema([.. SchemaSample.Live().Tables, notes])));

        Assert.Equal((CoverageCodes.TableUndeclaredRefers, null, "crm.notes.notes_user"), (finding.Code, finding.Collection, finding.Subject));
    }

    [Fact]
    public void A_foreign_key_that_no_reference_declares_is_told()
    {
        var schema = SchemaSample.With("orders", t => t with { ForeignKeys = [.. t.ForeignKeys, SchemaSample.Key("orders_self", ["status"], "orders", ["id"])] });

        var finding = Assert.Single(CoverageCheck.Compare(map, "main", schema));
        Assert.Equal((CoverageCodes.ForeignKeyUndeclared, "orders.orders_self"), (finding.Code, finding.Subject));
    }

    [Fact]
    public void A_conditional_reference_does_not_declare_a_foreign_key()
    {
        var where = PredicateParser.Parse("status = 'x'");
        var conditional = map.Change("orders", c => c with { References = [c.References[0] with { Where = where }] });

        Assert.Equal(CoverageCodes.ForeignKeyUndeclared, Assert.Single(CoverageCheck.Compare(conditional, "main", SchemaSample.Live())).Code);
    }

    [Fact]
    public void Composite_foreign_keys_are_compared_pair_by_pair()
    {
        var schema = SchemaSample.With("comments", t => t with
        {
            ForeignKeys = [.. t.ForeignKeys.Select(f => f.Name == "comments_order" ? f with { ToColumns = ["id", "user_id"] } : f)],
        });

        Assert.Equal(CoverageCodes.ForeignKeyUndeclared, Assert.Single(CoverageCheck.Compare(map, "main", schema)).Code);
    }

    [Fact]
    public void A_null_that_the_database_forbids_is_told()
    {
        var finding = Assert.Single(CoverageCheck.Compare(map, "main", SchemaSample.With("comments", t => t.NotNull("author_id"))));
        Assert.Equal((CoverageCodes.NullNotAllowed, "comments.author_id"), (finding.Code, finding.Subject));

        finding = Assert.Single(CoverageCheck.Compare(map, "main", SchemaSample.With("comments", t => t.NotNull("order_user"))));
        Assert.Equal((CoverageCodes.NullNotAllowed, "comments.order_user"), (finding.Code, finding.Subject));
    }

    [Fact]
    public void A_constant_in_a_unique_column_is_told()
    {
        Assert.Empty(CoverageCheck.Compare(map, "main", SchemaSample.With("comments", t => t with { UniqueKeys = [["slug"], ["body", "order_id"]] })));

        var finding = Assert.Single(CoverageCheck.Compare(map, "main", SchemaSample.With("comments", t => t with { UniqueKeys = [["body"]] })));
        Assert.Equal((CoverageCodes.UniqueConstant, "comments(body)"), (finding.Code, finding.Subject));
    }

    [Fact]
    public void A_key_that_does_not_tell_rows_apart_is_told()
    {
        var byEmail = map.Change("users", c => c with { Key = ["email"] });

        Assert.Equal(CoverageCodes.KeyNotUnique, Assert.Single(CoverageCheck.Compare(byEmail, "main", SchemaSample.Live())).Code);
        Assert.Empty(CoverageCheck.Compare(byEmail, "main", SchemaSample.With("users", t => t.NotNull("email"))));
        Assert.Equal(CoverageCodes.KeyNotUnique, Assert.Single(CoverageCheck.Compare(map, "main", SchemaSample.With("users", t => t with { PrimaryKey = [] }))).Code);
    }

    [Theory]
    [InlineData("CASCADE")]
    [InlineData("SET NULL")]
    [InlineData("SET DEFAULT")]
    public void An_action_on_rows_that_the_map_keeps_is_told(string action)
    {
        var keeps = map.Change("orders", c => c with { Deletion = [c.Deletion[0] with { Anonymize = [] }, c.Deletion[1]] });
        var schema = SchemaSample.With("orders", t => t.OnDelete("orders_user", action));

        var finding = Assert.Single(CoverageCheck.Compare(keeps, "main", schema));
        Assert.Equal((CoverageCodes.CascadeUndeclared, "orders.orders_user"), (finding.Code, finding.Subject));
        Assert.Empty(CoverageCheck.Compare(map, "main", schema));
    }

    [Fact]
    public void A_cascade_into_other_peoples_rows_is_told_unless_they_are_detached()
    {
        var schema = SchemaSample.With("comments", t => t.OnDelete("comments_order", "CASCADE"));
        var pointing = map.Change("comments", c => c with
        {
            Deletion = [new DeletionRule { Treatment = Treatment.Delete }],
            References = [c.References[0], c.References[1] with { Detach = true }, c.References[2] with { Detach = false }],
        });

        Assert.Empty(CoverageCheck.Compare(map, "main", schema));
        Assert.Equal(CoverageCodes.CascadeUndeclared, Assert.Single(CoverageCheck.Compare(pointing, "main", schema)).Code);
    }

    [Fact]
    public void What_a_retention_rule_reads_must_be_there()
    {
        var findings = CoverageCheck.Compare(map, "main", SchemaSample.With("page_views", _ => SchemaSample.Table("page_views", ["viewed_at", "user_id", "device_id", "route"])));
        Assert.Equal([(CoverageCodes.RetentionColumnMissing, "page_views.browser"), (CoverageCodes.RetentionColumnMissing, "page_views.time_on_page")], findings.Select(f => (f.Code, f.Subject)));

        var without = new SourceSchema([.. SchemaSample.Live().Tables.Where(t => t.Name is not "page_views" and not "page_views_daily")]);
        Assert.Equal(CoverageCodes.RetentionTableMissing, Assert.Single(CoverageCheck.Compare(map, "main", without)).Code);
    }

    [Fact]
    public void Identities_that_a_retention_rule_names_must_be_there()
    {
        DataMap With(IdentityTable identity) => map with { Retention = [.. map.Retention.Select(r => r with { Identities = [identity] })] };

        Assert.Equal(CoverageCodes.RetentionTableMissing, Assert.Single(CoverageCheck.Compare(With(new("gadgets", "id", "device_id", "at", [])), "main", SchemaSample.Live())).Code);
        var finding = Assert.Single(CoverageCheck.Compare(With(new("orders", "id", "device_id", "at", [])), "main", SchemaSample.Live()));
        Assert.Equal((CoverageCodes.RetentionColumnMissing, "orders.at"), (finding.Code, finding.Subject));
    }

    [Theory]
    [InlineData(0, false, "it has none")]
    [InlineData(2, false, "does not own")]
    [InlineData(2, true, null)]
    public void Partitions_that_cannot_be_dropped_are_a_warning(int partitions, bool owned, string? told)
    {
        var dropping = map with { Retention = [.. map.Retention.Select(r => r with { Partitions = PartitionTreatment.Drop })] };
        var schema = SchemaSample.With("page_views", t => t with { Partitions = [.. Enumerable.Range(0, partitions).Select(i => $"p{i}")], OwnsPartitions = owned });

        var found = CoverageCheck.Warnings(dropping, "main", schema).Where(w => w.Code == CoverageCodes.RetentionPartitionsKept).ToList();

        Assert.Equal(told is null ? 0 : 1, found.Count);
        Assert.All(found, f => Assert.Contains(told!, f.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(CoverageCheck.Warnings(map, "main", schema), w => w.Code == CoverageCodes.RetentionPartitionsKept);
    }

    [Fact]
    public void Times_without_a_zone_that_the_rule_does_not_say_how_to_read_are_a_warning()
    {
        var schema = SchemaSample.With("page_views", t => t with { Columns = [.. t.Columns.Select(c => c.Name == "viewed_at" ? c with { Kind = ValueKind.LocalTimestamp } : c)] });
        var said = map with { Retention = [.. map.Retention.Select(r => r with { Zoneless = "UTC" })] };

        Assert.Empty(CoverageCheck.Compare(map, "main", schema));
        var warning = Assert.Single(CoverageCheck.Warnings(map, "main", schema), w => w.Code == CoverageCodes.RetentionZoneUnsaid);
        Assert.Equal("page_views.viewed_at", warning.Subject);
        Assert.Contains("zoneless", warning.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(CoverageCheck.Warnings(said, "main", schema), w => w.Code == CoverageCodes.RetentionZoneUnsaid);
    }

    [Fact]
    public void SQLite_names_are_compared_without_regard_to_case()
    {
        var sqlite = map with { Sources = [.. map.Sources.Select(s => s.Name == "main" ? s with { Kind = SourceKind.Sqlite } : s)] };
        var declared = SchemaSample.With("orders", t => t with { ForeignKeys = [SchemaSample.Key("", ["USER_ID"], "Users", [])] });
        var undeclared = SchemaSample.With("orders", t => t with { ForeignKeys = [SchemaSample.Key("", ["STATUS"], "Users", ["ID"])] });

        Assert.Empty(CoverageCheck.Compare(sqlite, "main", declared));
        Assert.Equal(CoverageCodes.ForeignKeyUndeclared, Assert.Single(CoverageCheck.Compare(sqlite, "main", undeclared)).Code);
        Assert.Empty(CoverageCheck.Compare(map, "main", undeclared));
    }

    [Fact]
    public void Columns_that_are_searched_without_an_index_are_warned_of()
    {
        var schema = SchemaSample.With("comments", t => t with { Indexes = [["id"], ["parent_id"], ["order_id", "body", "order_user"]] });
        schema = new([.. schema.Tables.Select(t => t.Name == "users" ? t with { UniqueKeys = [], Indexes = [["id", "email"]] } : t)]);

        Assert.Equal(
            [(CoverageCodes.IdentifierUnindexed, "users(email)"), (CoverageCodes.ReferenceUnindexed, "comments(author_id)"), (CoverageCodes.ReferenceUnindexed, "comments(order_id, order_user)")],
            CoverageCheck.Warnings(map, "main", schema).Select(f => (f.Code, f.Subject)));
    }
}

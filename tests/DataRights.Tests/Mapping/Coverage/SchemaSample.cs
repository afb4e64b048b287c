using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Tests.Mapping.Coverage;

/// <summary>The live schema that the sample map covers exactly, to be mutated.</summary>
internal static class SchemaSample
{
    public static SourceSchema Live() => new(
    [
        Table("users", ["id", "email", "verified", "password_hash", "id_number"]) with { UniqueKeys = [["email"]], Indexes = [["id"], ["email"]] },
        Table("orders", ["id", "user_id", "status", "paid_at", "ip"]).NotNull("paid_at") with
        {
            ForeignKeys = [Key("orders_user", ["user_id"], "users", ["id"])],
            UniqueKeys = [["id", "user_id"]],
            Indexes = [["id"], ["user_id", "status"]],
        },
        Table("comments", ["id", "author_id", "parent_id", "order_id", "order_user", "body", "slug"]) with
        {
            ForeignKeys =
            [
                Key("comments_author", ["author_id"], "users", ["id"]),
                Key("comments_parent", ["parent_id"], "comments", ["id"]),
                Key("comments_order", ["order_user", "order_id"], "orders", ["user_id", "id"]),
            ],
            Indexes = [["id"], ["author_id"], ["parent_id"], ["order_user", "order_id"]],
        },
        Table("page_views", ["viewed_at", "user_id", "device_id", "route", "browser", "time_on_page"]) with
        {
            PrimaryKey = [],
            Indexes = [["device_id", "user_id"]],
            ForeignKeys = [Key("page_views_user", ["user_id"], "users", ["id"])],
        },
        Table("page_views_daily", ["route"]) with { PrimaryKey = [] },
        Table("data_rights_steps", ["id", "user_id"]) with { ForeignKeys = [Key("steps_user", ["user_id"], "users", ["id"])] },
        Table("countries", ["id"]),
    ]);

    public static SourceSchema With(string table, Func<TableSchema, TableSchema> change)
    {
        var schema = Live();
        return new([.. schema.Tables.Select(t => t.Name == table ? change(t) : t)]);
    }

    public static TableSchema Table(string name, IReadOnlyList<string> columns) =>
        new(name, [.. columns.Select(c => new ColumnSchema(c, "text", ValueKind.Text, Nullable: c != "id"))], ["id"], [], [], [["id"]]);

    public static ForeignKeySchema Key(string name, string[] columns, string to, string[] toColumns, string onDelete = "NO ACTION") =>
        new(name, columns, to, toColumns, onDelete);

    public static TableSchema NotNull(this TableSchema table, string column) =>
        table with { Columns = [.. table.Columns.Select(c => c.Name == column ? c with { Nullable = false } : c)] };

    public static TableSchema OnDelete(this TableSchema table, string key, string action) =>
        table with { ForeignKeys = [.. table.ForeignKeys.Select(f => f.Name == key ? f with { OnDelete = action } : f)] };

    public static DataMap Change(this DataMap map, string collection, Func<Collection, Collection> change) =>
        map with { Collections = [.. map.Collections.Select(c => c.Name == collection ? change(c) : c)] };
}

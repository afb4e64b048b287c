using System.Data.Common;
using System.Globalization;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;
using Newtonsoft.Json;

namespace DataRights.Sql.Erasing;

/// <summary>Looks for what captured rows should not have left behind.</summary>
internal sealed class ResidueQuery(SqlDialect dialect, MappedSchema schema)
{
    public async Task<IReadOnlyList<Residue>> FindAsync(DbConnection connection, IReadOnlyList<CapturedRow> captured, CancellationToken cancellationToken)
    {
        var found = new List<Residue>();
        foreach (var rows in captured.GroupBy(r => (r.Collection, r.Rule)))
        {
            var collection = schema.Map.Collection(rows.Key.Collection);
            var rule = collection.Deletion[rows.Key.Rule];
            if (schema.IsLive(collection))
            {
                await AddAsync(found, connection, collection.Name, rule.Treatment == Treatment.Delete ? "row" : "value", Kept(collection, rule, [.. rows]), cancellationToken);
            }

            if (rule.Treatment == Treatment.Delete)
            {
                foreach (var edge in schema.Graph.OutOf(collection).Where(e => e.Reference is not null && schema.Has(e.Child, e.Reference.Columns)))
                {
                    await AddAsync(found, connection, edge.Child.Name, "reference", StillOwned(edge, [.. rows]), cancellationToken);
                }
            }
        }

        return found;
    }

    /// <summary>Deleted rows that are there, or kept rows that still carry what was to be replaced; null when there is nothing to check.</summary>
    private SqlStatement? Kept(Collection collection, DeletionRule rule, IReadOnlyList<CapturedRow> rows)
    {
        var statement = new SqlStatement();
        var keys = dialect.KeyRows(statement.Parameter(JsonConvert.SerializeObject(rows.Select(r => r.Key.Values))), [.. collection.Key.Select(k => schema.Column(collection, k))]);
        var condition = "";
        if (rule.Treatment != Treatment.Delete)
        {
            var wrong = rule.Anonymize
                .Where(a => schema.Has(collection, [a.Column]))
                .Select(a => Carries(collection, a))
                .ToList();
            if (wrong.Count == 0)
            {
                return null;
            }

            condition = $" and ({string.Join(" or ", wrong)})";
        }

        statement.Text = $"select count(*) from {SqlDialect.Table(collection.From)} t where {FootprintQuery.Tuple(collection.Key, Col)} in ({keys}){condition}";
        return statement;
    }

    private string Carries(Collection collection, ColumnAnonymizer anonymizer)
    {
        var column = schema.Column(collection, anonymizer.Column);
        var text = dialect.KeyText(Col(column.Name), column);
        return anonymizer.Kind switch
        {
            AnonymizerKind.Null => $"{Col(column.Name)} is not null",
            AnonymizerKind.Unique => dialect.IsDistinct($"substr({text}, 1, {anonymizer.Argument!.EnumerateRunes().Count()})", SqlDialect.Text(anonymizer.Argument)),
            _ => dialect.IsDistinct(text, dialect.KeyText(dialect.Replacement(anonymizer, Col(column.Name), column), column)),
        };
    }

    /// <summary>Rows that still belong to a deleted row; null when no captured row can be referred to by the edge.</summary>
    private SqlStatement? StillOwned(OwningEdge edge, IReadOnlyList<CapturedRow> rows)
    {
        var values = rows
            .Select(r => edge.ParentColumns.Select(c => r.Referred.GetValueOrDefault(EdgeSql.Noted(edge, c))).ToList())
            .Where(v => !v.Contains(null))
            .ToList();
        if (values.Count == 0)
        {
            return null;
        }

        var statement = new SqlStatement();
        var keys = dialect.KeyRows(statement.Parameter(JsonConvert.SerializeObject(values)), schema.ValueTypes(edge));
        var compared = edge.ParentColumns.Select((_, i) => dialect.Transformed($"v.c{i}", edge.Compare));
        statement.Text = $"select count(*) from {SqlDialect.Table(edge.Child.From)} t where {EdgeSql.Child(dialect, edge, "t")} in (select {string.Join(", ", compared)} from ({keys}) v){EdgeSql.ChildWhere(dialect, edge, "t")}";
        return statement;
    }

    private static async Task AddAsync(List<Residue> found, DbConnection connection, string collection, string kind, SqlStatement? statement, CancellationToken cancellationToken)
    {
        if (statement is null)
        {
            return;
        }

        await using var command = statement.On(connection, null);
        var count = Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        if (count > 0)
        {
            found.Add(new Residue(collection, kind, count));
        }
    }

    private static string Col(string column) => $"t.{SqlDialect.Quote(column)}";
}

using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>Looks for what noted rows should not have left behind.</summary>
internal sealed class ResidueQuery(SqlWork work, MappedSchema schema, WorkTables noted)
{
    private SqlDialect Dialect => work.Dialect;

    public async Task<IReadOnlyList<Residue>> FindAsync(CancellationToken cancellationToken)
    {
        var found = new List<Residue>();
        foreach (var table in noted.All.Where(t => t.Rows > 0))
        {
            if (table.Going > 0)
            {
                await AddAsync(found, table, "row", table.Goes("c"), cancellationToken);
            }

            for (var rule = 0; rule < table.Collection.Deletion.Count; rule++)
            {
                if (table.RowsOf(rule) > 0 && Carried(table.Collection, table.Collection.Deletion[rule]) is { } carried)
                {
                    await AddAsync(found, table, "value", $"{WorkTable.Under("c", rule)} and ({carried})", cancellationToken);
                }
            }
        }

        return [.. found.GroupBy(r => (r.Collection, r.Kind)).Select(g => new Residue(g.Key.Collection, g.Key.Kind, g.Sum(r => r.Rows)))];
    }

    private string? Carried(Collection collection, DeletionRule rule)
    {
        var wrong = rule.Treatment == Treatment.Delete ? [] : rule.Anonymize.Where(a => schema.Has(collection, [a.Column])).Select(a => Carries(collection, a)).ToList();
        return wrong.Count == 0 ? null : string.Join(" or ", wrong);
    }

    private string Carries(Collection collection, ColumnAnonymizer anonymizer)
    {
        var column = schema.Column(collection, anonymizer.Column);
        if (anonymizer.Path is { } path)
        {
            return Carries(anonymizer, Dialect.Field(Col(column.Name), column, path));
        }

        var text = Dialect.KeyText(Col(column.Name), column);
        return anonymizer.Kind switch
        {
            AnonymizerKind.Null => $"{Col(column.Name)} is not null",
            AnonymizerKind.Unique => Dialect.IsDistinct($"substr({text}, 1, {anonymizer.Argument!.EnumerateRunes().Count()})", SqlDialect.Text(anonymizer.Argument)),
            _ => Dialect.IsDistinct(text, Dialect.KeyText(Dialect.Replacement(anonymizer, Col(column.Name), column), column)),
        };
    }

    private string Carries(ColumnAnonymizer anonymizer, string field) => anonymizer.Kind switch
    {
        AnonymizerKind.Null => $"{field} is not null",
        AnonymizerKind.Unique => $"({field} is not null and {Dialect.IsDistinct($"substr({field}, 1, {anonymizer.Argument!.EnumerateRunes().Count()})", SqlDialect.Text(anonymizer.Argument))})",
        _ => $"({field} is not null and {Dialect.IsDistinct(field, SqlDialect.Text(anonymizer.Argument!))})",
    };

    /// <summary>What has come to be somebody else's since it was noted stays with them, and is nothing left behind.</summary>
    private async Task AddAsync(List<Residue> found, WorkTable table, string kind, string condition, CancellationToken cancellationToken)
    {
        var same = WorkTable.IsSame(table.Collection, "t", "c");
        var elses = new OwnedRows(Dialect, schema, noted.Of).Condition(table.Collection, "t");
        var count = await work.CountAsync($"select count(*) from {table.Name} c join {SqlDialect.Table(table.Collection.From)} t on {same} where {condition} and not {elses}", cancellationToken);
        if (count > 0)
        {
            found.Add(new Residue(table.Collection.Name, kind, count));
        }
    }

    private static string Col(string column) => $"t.{SqlDialect.Quote(column)}";
}

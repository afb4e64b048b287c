using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Export.Contents;

/// <summary>
/// Chooses what of a collection goes into the archive: the columns that the map declares, uses as keys or references,
/// and that are there. Whatever else there is becomes a <see cref="Gap"/>.
/// </summary>
internal sealed class TablePlanner(DataMap map, ExportScope scope, List<Gap> gaps)
{
    /// <summary>Null when nothing of the collection can or may be exported; a gap then says why.</summary>
    public PlannedTable? Plan(Collection collection, SourceSchema schema)
    {
        if (!scope.Covers(collection))
        {
            Miss(GapCodes.OutOfScope, collection, null,
                "A portability archive holds data processed by consent or for a contract; this is processed on another ground. An access request includes it.");
            return null;
        }

        if (schema.Table(collection.From) is not { } table)
        {
            Miss(GapCodes.TableMissing, collection, null, "The table that the data map names was not found, so nothing could be read from it.");
            return null;
        }

        List<PlannedColumn> columns = [];
        foreach (var name in Names(collection))
        {
            if (Choose(collection, table, name) is { } column)
            {
                columns.Add(column);
            }
        }

        return columns.Count > 0 ? new PlannedTable(collection, columns) : null;
    }

    private PlannedColumn? Choose(Collection collection, TableSchema table, string name)
    {
        var rule = collection.Columns.FirstOrDefault(c => c.Name == name);
        if (rule?.Export == ColumnExport.Omit)
        {
            Miss(GapCodes.ColumnOmitted, collection, name, Because(rule, "It is left out."), rule.Because);
            return null;
        }

        if (!scope.Covers(rule) && !HoldsTogether(collection, name))
        {
            Miss(GapCodes.OutOfScope, collection, name, "It was derived, not provided by you or observed of you; an access request includes it.");
            return null;
        }

        if (table.Column(name) is not { } live)
        {
            Miss(GapCodes.ColumnMissing, collection, name, "The column that the data map names was not found, so nothing could be read from it.");
            return null;
        }

        if (rule?.Export == ColumnExport.Mask)
        {
            Miss(GapCodes.ColumnMasked, collection, name, Because(rule, "It is shown by its last characters only."), rule.Because);
        }

        return new PlannedColumn(live, rule);
    }

    /// <summary>Whether the records of one collection are told apart, or are joined with another's, by the column.</summary>
    private bool HoldsTogether(Collection collection, string name) =>
        collection.Key.Contains(name) || collection.Root?.Key.Contains(name) == true || collection.References.Any(r => r.Columns.Contains(name))
        || map.Collections.Any(c => c.References.Any(r => r.To == collection.Name && r.ToColumns.Contains(name)) || (c.Files?.Collection == collection.Name && c.Files.Columns.Contains(name)));

    private static string Because(ColumnRule rule, string what) => rule.Because is { Length: > 0 } reason ? $"{what} Reason: {reason}" : what;

    /// <summary>Keys first, then as the map declares them, then what references need.</summary>
    private static IEnumerable<string> Names(Collection collection) =>
        collection.Key
            .Concat(collection.Columns.Select(c => c.Name))
            .Concat(collection.Root?.Key ?? [])
            .Concat(collection.Root?.Identifiers.Select(i => i.Column) ?? [])
            .Concat(collection.References.SelectMany(r => r.Columns))
            .Distinct(StringComparer.Ordinal);

    private void Miss(string code, Collection collection, string? subject, string why, string? detail = null) =>
        gaps.Add(new Gap(code, collection.Source, collection.Name, subject, why) { Detail = detail });
}

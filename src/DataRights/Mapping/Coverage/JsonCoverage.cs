using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>A column in which the map names a field, or a list of values, is of a type that can hold one.</summary>
internal static class JsonCoverage
{
    public static void Check(CoverageScope scope, Collection collection, TableSchema table)
    {
        foreach (var reference in collection.References.Where(r => r.Each || r.Path is not null))
        {
            if (table.Column(reference.Columns[0]) is not { } column)
            {
                continue;
            }

            if (!HoldsJson(scope, column) && !(reference is { Each: true, Path: null } && column.Kind == ValueKind.Array && !scope.IsSqlite))
            {
                var (code, what) = reference.Path is null ? (CoverageCodes.NotAList, "a list of values") : (CoverageCodes.NotJson, $"the field {reference.Path}");
                scope.Add(code, collection, $"{table.Name}.{column.Name}",
                    $"The map finds {what} in '{column.Name}', which is {column.NativeType}. {(scope.IsSqlite ? "SQLite has no arrays: name a column with a JSON array, or a link table." : "Name an array, or a column with JSON.")}",
                    reference.Line);
            }
        }

        foreach (var rule in collection.Deletion)
        {
            foreach (var field in rule.Anonymize.Where(a => a.Path is not null))
            {
                if (table.Column(field.Column) is { } column && !HoldsJson(scope, column))
                {
                    scope.Add(CoverageCodes.NotJson, collection, $"{table.Name}.{column.Name}",
                        $"A deletion rule replaces the field {field.Path} in '{column.Name}', which is {column.NativeType}. Replace the whole column.", rule.Line);
                }
            }
        }
    }

    // A column of SQLite without a type, or of one that it does not know, may hold text.
    private static bool HoldsJson(CoverageScope scope, ColumnSchema column) =>
        column.Kind is ValueKind.Json or ValueKind.Text || (scope.IsSqlite && column.Kind == ValueKind.Other && !column.NativeType.EndsWith(']')) || (scope.IsSqlite && column.NativeType.Length == 0);
}

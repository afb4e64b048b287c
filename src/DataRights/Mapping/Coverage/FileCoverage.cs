namespace DataRights.Mapping.Coverage;

/// <summary>
/// A file that a row names must be that row's alone: two rows that name one file could be two people's, and destroying it
/// for one would take it from the other. Only a unique key shows that it cannot happen.
/// </summary>
internal static class FileCoverage
{
    public static void Check(CoverageScope scope)
    {
        foreach (var files in scope.NamedFiles)
        {
            var (columns, owner) = (files.Files!.Columns, scope.Collections.FirstOrDefault(c => c.Name == files.Files.Collection));
            if (owner is not null && scope.Schema.Table(owner.From) is { } table
                && !table.UniqueKeys.Append(table.PrimaryKey).Any(key => key.Count > 0 && key.All(columns.Contains)))
            {
                var listed = string.Join(", ", columns);
                scope.Add(CoverageCodes.FileNameNotUnique, files, $"{table.Name}({listed})",
                    $"Two rows of '{table.Name}' may name the same file, and they may be two people's. Create a unique index on ({listed}), or find the files by prefix.", files.Line);
            }
        }
    }
}

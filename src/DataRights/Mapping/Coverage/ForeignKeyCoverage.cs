using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>Every live foreign key into a mapped table is spoken of, and does no more on deletion than the map says.</summary>
internal static class ForeignKeyCoverage
{
    public static void Check(CoverageScope scope, Collection collection, TableSchema table)
    {
        foreach (var key in table.ForeignKeys)
        {
            if (scope.Mapped(key.ToTable) is not { } to)
            {
                continue;
            }

            // A conditional reference says nothing of the rows for which it does not hold; the foreign key holds for all.
            var declared = scope.Declared(collection, key, to).Where(r => r.Where is null && r.ToWhere is null).ToList();
            if (declared.Count == 0)
            {
                scope.Add(CoverageCodes.ForeignKeyUndeclared, collection, Subject(table, key),
                    $"A foreign key joins {Columns(table, key)} to '{key.ToTable}', and no unconditional reference of '{collection.Name}' to '{to.Name}' says so. Declare it: \"owns\": true when the rows belong to the row there, else false with \"onDelete\": \"detach\".",
                    collection.Line);
            }

            if (CascadeCoverage.Acts(key.OnDelete) && to.Deletion.Any(r => r.Treatment == Treatment.Delete))
            {
                CheckAction(scope, collection, to, table, key, declared);
            }

            if (CascadeCoverage.Acts(key.OnUpdate) && WritableCoverage.Written(to).Any(w => key.ToColumns.Contains(w.Column, scope.Names)))
            {
                CheckUpdate(scope, collection, table, key);
            }
        }
    }

    public static void CheckUndeclaredTables(CoverageScope scope)
    {
        foreach (var table in scope.Schema.Tables.Where(t => !scope.Knows(t.Name)).OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            foreach (var key in table.ForeignKeys)
            {
                if (scope.Mapped(key.ToTable) is { } to)
                {
                    scope.Add(CoverageCodes.TableUndeclaredRefers, null, Subject(table, key),
                        $"The table '{table.Name}' refers by {string.Join(", ", key.Columns)} to '{to.Name}', and the map does not speak of it. Add a collection for it with a reference to '{to.Name}'.",
                        to.Line);
                }
            }
        }
    }

    private static void CheckAction(CoverageScope scope, Collection collection, Collection to, TableSchema table, ForeignKeySchema key, List<Reference> declared)
    {
        if (declared.Exists(r => !r.Owns && r.Detach))
        {
            return;
        }

        var keeping = collection.Deletion.FirstOrDefault(rule => rule.Treatment != Treatment.Delete
            && !rule.Anonymize.Any(a => a.Kind != AnonymizerKind.TruncateIp && key.Columns.Contains(a.Column)));
        var effect = key.OnDelete.Equals("CASCADE", StringComparison.OrdinalIgnoreCase) ? "destroys" : "alters";
        if (keeping is not null)
        {
            scope.Add(CoverageCodes.CascadeUndeclared, collection, Subject(table, key),
                $"The foreign key on {Columns(table, key)} is ON DELETE {key.OnDelete}: with the row in '{key.ToTable}' the database {effect} rows that the map keeps. Replace one of the columns in the rule's \"anonymize\", or change the foreign key to NO ACTION.",
                keeping.Line);
        }
        else if (declared.Count > 0 && !declared.Exists(r => r.Owns || to.References.Any(back => back.LeadsBackBy(r, collection))))
        {
            scope.Add(CoverageCodes.CascadeUndeclared, collection, Subject(table, key),
                $"The foreign key on {Columns(table, key)} is ON DELETE {key.OnDelete}: with the row in '{key.ToTable}' the database {effect} rows of other people. Add \"onDelete\": \"detach\" to the reference, or change the foreign key to NO ACTION.",
                declared[0].Line);
        }
    }

    /// <summary>What is replaced in the row referred to changes the rows that refer to it.</summary>
    private static void CheckUpdate(CoverageScope scope, Collection collection, TableSchema table, ForeignKeySchema key)
    {
        var replaced = collection.Deletion.All(r => r.Treatment == Treatment.Delete || r.Anonymize.Any(a => key.Columns.Contains(a.Column, scope.Names)));
        var owned = collection.References.Any(r => r.Owns && r.Columns.Any(c => key.Columns.Contains(c, scope.Names)));
        if (!replaced || !owned)
        {
            scope.Add(CoverageCodes.CascadeUndeclared, collection, Subject(table, key),
                $"The foreign key on {Columns(table, key)} is ON UPDATE {key.OnUpdate}: what deletion writes into '{key.ToTable}' the database writes into rows of '{table.Name}' too. Change the foreign key to NO ACTION, or replace another column.",
                collection.Line);
        }
    }

    public static string Subject(TableSchema table, ForeignKeySchema key) => key.Name.Length > 0 ? $"{table.Name}.{key.Name}" : Columns(table, key);

    public static string Columns(TableSchema table, ForeignKeySchema key) => $"{table.Name}({string.Join(", ", key.Columns)})";
}

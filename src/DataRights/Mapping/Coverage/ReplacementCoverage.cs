using System.Globalization;
using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>What takes a value's place fits the column: its type, its length, its enumeration, its checks, its foreign keys.</summary>
internal static class ReplacementCoverage
{
    /// <summary>How many characters <c>unique:</c> adds to its prefix.</summary>
    private const int RandomLength = 32;

    public static void Check(CoverageScope scope, Collection collection, TableSchema table)
    {
        foreach (var rule in collection.Deletion)
        {
            foreach (var anonymizer in rule.Anonymize.Where(a => a.Path is null))
            {
                if (table.Column(anonymizer.Column) is { IsGenerated: false } column)
                {
                    Fits(scope, collection, table, rule, anonymizer, column);
                    PointsNowhere(scope, collection, table, rule, anonymizer);
                }
            }
        }
    }

    private static void Fits(CoverageScope scope, Collection collection, TableSchema table, DeletionRule rule, ColumnAnonymizer anonymizer, ColumnSchema column)
    {
        var subject = $"{table.Name}.{column.Name}";
        if (!ReplacementTypes.Fits(anonymizer, column, scope.IsSqlite))
        {
            scope.Add(CoverageCodes.ReplacementType, collection, subject, anonymizer.Kind switch
            {
                AnonymizerKind.Constant => $"A deletion rule writes a constant into '{column.Name}' that is no {column.NativeType}. Write one that is, or use null.",
                AnonymizerKind.Unique => $"A deletion rule writes text into '{column.Name}', which is {column.NativeType}. Use a constant of that type, or null.",
                _ => $"A deletion rule shortens '{column.Name}' as an address, and it is {column.NativeType}. Use null or a constant.",
            }, rule.Line);
            return;
        }

        if (column.Labels.Count > 0 && anonymizer.Kind == AnonymizerKind.Constant && !column.Labels.Contains(anonymizer.Argument!))
        {
            scope.Add(CoverageCodes.ReplacementForbidden, collection, subject,
                $"A deletion rule writes a constant into '{column.Name}' that is none of the values of {column.NativeType}. Use one of: {string.Join(", ", column.Labels)}.", rule.Line);
        }
        else if (Length(anonymizer) is { } length && length > column.MaxLength)
        {
            scope.Add(CoverageCodes.ReplacementTooLong, collection, subject,
                string.Create(CultureInfo.InvariantCulture, $"A deletion rule writes {length} characters into '{column.Name}', which takes {column.MaxLength}. Shorten the text; unique: needs {RandomLength} for its random part."), rule.Line);
        }
        else if (table.Checks.FirstOrDefault(c => CheckConditions.Forbids(c.Condition, column.Name, anonymizer)) is { } check)
        {
            var name = check.Name.Length > 0 ? $"The check '{check.Name}'" : "A check";
            scope.Add(CoverageCodes.ReplacementForbidden, collection, subject,
                $"{name} of '{table.Name}' does not allow what a deletion rule writes into '{column.Name}'. Write a value that it allows, or widen the check.", rule.Line);
        }
    }

    /// <summary>A value made at random refers to no row, so a foreign key never lets it in.</summary>
    private static void PointsNowhere(CoverageScope scope, Collection collection, TableSchema table, DeletionRule rule, ColumnAnonymizer anonymizer)
    {
        if (anonymizer.Kind is AnonymizerKind.Unique && table.ForeignKeys.FirstOrDefault(k => k.Columns.Contains(anonymizer.Column, scope.Names)) is { } key)
        {
            scope.Add(CoverageCodes.ReplacementDangles, collection, $"{table.Name}.{anonymizer.Column}",
                $"A deletion rule writes a random value into '{anonymizer.Column}', which a foreign key joins to '{key.ToTable}': there is no such row. Use null, or the constant key of a placeholder.", rule.Line);
        }
    }

    private static int? Length(ColumnAnonymizer anonymizer) => anonymizer.Kind switch
    {
        AnonymizerKind.Constant => Characters(anonymizer.Argument!),
        AnonymizerKind.Unique => Characters(anonymizer.Argument!) + RandomLength,
        _ => null,
    };

    // Databases count code points, .NET code units.
    private static int Characters(string text) => text.EnumerateRunes().Count();
}

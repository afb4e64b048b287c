using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>Retention rules that would run badly: slowly, or with a result that helps nobody. Known from map and schema alone; a preview looks at the rows.</summary>
internal static class RetentionDoubts
{
    public static void Check(CoverageScope scope)
    {
        foreach (var rule in scope.Retention)
        {
            if (scope.Schema.Table(rule.From) is { } table)
            {
                People(scope, rule, table);
                Nothing(scope, rule, table);
                Everything(scope, rule, table);
            }
        }
    }

    /// <summary>Whose a device is, is asked of (device, account) where there is one id besides the account, and of each id where there are more.</summary>
    private static void People(CoverageScope scope, RetentionRule rule, TableSchema table)
    {
        IEnumerable<IReadOnlyList<string>> wanted = rule.Person is [var account, var device] ? [[device, account]] : rule.Person.Skip(1).Select(p => (IReadOnlyList<string>)[p]);
        foreach (var columns in wanted.Where(w => w.All(c => table.Column(c) is not null) && !Leads(w, table)))
        {
            var list = string.Join(", ", columns);
            scope.Add(CoverageCodes.RetentionPersonUnindexed, null, $"{table.Name}({list})",
                $"The retention rule '{rule.Name}' asks whose a row is by {list}, and no index of '{table.Name}' begins with these columns in this order, so on a big table every period reads all of it. Create an index on ({list}).", rule.Line);
        }
    }

    private static void Nothing(CoverageScope scope, RetentionRule rule, TableSchema table)
    {
        foreach (var kept in rule.Keep.Where(k => k.Level == Generalization.AsIs && table.UniqueKeys.Append(table.PrimaryKey).Any(u => u is [var only] && only == k.Column)))
        {
            scope.Add(CoverageCodes.RetentionPublishesNothing, null, $"{table.Name}.{kept.Column}",
                $"The retention rule '{rule.Name}' keeps '{kept.Column}' as it is, which is different in every row of '{table.Name}', so no two people would ever share a cell, and the rule will not run. Drop it from \"keep\", or coarsen it.", rule.Line);
        }
    }

    private static void Everything(CoverageScope scope, RetentionRule rule, TableSchema table)
    {
        var rest = table.Columns.Select(c => c.Name)
            .Except(rule.Person).Except(table.PrimaryKey).Except(rule.Measures.Select(m => m.Column).OfType<string>()).Where(c => c != rule.Time).ToList();
        if (rest.Count > 1 && rest.TrueForAll(c => rule.Keep.Any(k => k.Column == c && k.Level == Generalization.AsIs)))
        {
            scope.Add(CoverageCodes.RetentionPublishesEverything, null, table.Name,
                $"The retention rule '{rule.Name}' keeps every column of '{table.Name}' as it is ({string.Join(", ", rest)}), so its cells are as fine as the rows, and only the gate stands between people and the table. Leave out what nobody needs and coarsen the rest; 'datarights retention preview' suggests levels.", rule.Line);
        }
    }

    private static bool Leads(IReadOnlyList<string> columns, TableSchema table) =>
        table.Indexes.Concat(table.UniqueKeys).Append(table.PrimaryKey).Any(index => index.Take(columns.Count).SequenceEqual(columns));
}

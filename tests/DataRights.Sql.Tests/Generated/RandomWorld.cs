using System.Globalization;
using DataRights.Mapping;
using DataRights.Mapping.Expressions;

namespace DataRights.Sql.Tests.Generated;

/// <summary>
/// A random map over one database, with random rows: trees, cycles, composite keys, several roots, several references
/// into one collection, conditions, folded comparisons, and edges that do not own.
/// </summary>
internal sealed class RandomWorld
{
    private readonly Random random;
    private readonly List<Collection> collections = [];

    public RandomWorld(int seed, SourceKind kind, bool keepSome)
    {
        random = new Random(seed);
        var count = random.Next(2, 8);
        var roots = random.Next(1, Math.Min(3, count) + 1);
        var keys = Enumerable.Range(0, count).Select(_ => KeyColumns()).ToList();
        for (var i = 0; i < count; i++)
        {
            collections.Add(MakeCollection(i, i < roots, keys, keepSome));
        }

        Map = new DataMap
        {
            Name = $"random-{seed}",
            Version = 1,
            Controller = new Controller("c", "c@example.org", null, null),
            Clock = new ClockRules("gdpr", IsoDuration.FromDays(30), IsoDuration.Zero, IsoDuration.FromDays(7)),
            Identifiers = [new IdentifierRule("id", IdentifierType.Text, false)],
            Sources = [new SourceRule("main", kind, "Main", null, null, 1)],
            Collections = collections,
            Hash = "random",
        };
        Rows = collections.ToDictionary(c => c.Name, _ => new List<Dictionary<string, string?>>());
        foreach (var collection in collections)
        {
            Fill(collection, random.Next(4, 30));
        }

        // When every row has its key, references can be drawn towards rows that are there.
        foreach (var collection in collections)
        {
            Rows[collection.Name].ForEach(row => Refer(collection, row));
        }
    }

    public DataMap Map { get; }

    /// <summary>Column to value in text, by collection.</summary>
    public Dictionary<string, List<Dictionary<string, string?>>> Rows { get; }

    public IEnumerable<Collection> Roots => collections.Where(c => c.Root is not null);

    /// <summary>Columns named k… are whole numbers, all others text.</summary>
    public static bool IsNumber(string column) => column[0] == 'k' || column.EndsWith("_n", StringComparison.Ordinal);

    public static IEnumerable<string> Columns(Collection collection) => collection.Columns.Select(c => c.Name);

    private List<string> KeyColumns() => random.Next(4) switch
    {
        0 => ["k1", "s2"],
        1 => ["s1"],
        2 => ["k1", "k2"],
        _ => ["k1"],
    };

    private Collection MakeCollection(int index, bool root, List<List<string>> keys, bool keepSome)
    {
        var references = new List<Reference>();
        var columns = new List<string>(keys[index]) { "mood", "note" };
        var wanted = root ? random.Next(0, 2) : random.Next(1, 5);
        for (var r = 0; r < wanted; r++)
        {
            // Any collection, itself and later ones too: that makes trees and cycles.
            var to = random.Next(keys.Count);
            var own = keys[to].Select(k => $"r{r}{k}{(IsNumber(k) ? "_n" : "")}").ToList();
            columns.AddRange(own);
            references.Add(new Reference
            {
                Columns = own,
                To = $"c{to}",
                ToColumns = keys[to],
                Owns = random.Next(5) > 0,
                Compare = keys[to] is ["s1"] && random.Next(3) == 0 ? JoinTransform.Lower : JoinTransform.None,
                Where = random.Next(6) == 0 ? new ComparePredicate("mood", Comparison.Equal, new Literal(LiteralKind.Text, "a")) : null,
                ToWhere = random.Next(7) == 0 ? new NullPredicate("mood", true) : null,
            });
        }

        return new Collection
        {
            Name = $"c{index}",
            Source = "main",
            From = $"t{index}",
            Key = keys[index],
            Root = root ? new RootRule(keys[index], [new RootIdentifier(keys[index][0], "id")]) : null,
            Columns = [.. columns.Select(c => new ColumnRule(c, null, ColumnOrigin.Provided, ColumnExport.Include, null, 1))],
            References = references,
            Deletion = Rules(references, keepSome),
        };
    }

    private List<DeletionRule> Rules(List<Reference> references, bool keepSome)
    {
        if (!keepSome || random.Next(2) == 0)
        {
            return [new DeletionRule { Treatment = Treatment.Delete }];
        }

        // A kept row must let go of everything that may be deleted.
        var letGo = references.Where(r => r.Owns).SelectMany(r => r.Columns).Select(c => new ColumnAnonymizer(c, AnonymizerKind.Null, null));
        var kept = new DeletionRule
        {
            When = new ComparePredicate("mood", Comparison.Equal, new Literal(LiteralKind.Text, "b")),
            Treatment = Treatment.Anonymize,
            Anonymize = [.. letGo, new ColumnAnonymizer("note", AnonymizerKind.Constant, "[it's gone]")],
        };
        return [kept, new DeletionRule { Treatment = Treatment.Delete }];
    }

    private void Fill(Collection collection, int count)
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < count; i++)
        {
            var row = new Dictionary<string, string?>();
            foreach (var column in Columns(collection))
            {
                row[column] = collection.Key.Contains(column) ? Value(column) : random.Next(7) == 0 ? null : Value(column);
            }

            row["mood"] = random.Next(4) switch { 0 => "a", 1 => "b", 2 => "c", _ => null };
            row["note"] = random.Next(3) == 0 ? null : $"note {i}";
            if (seen.Add(string.Join('|', collection.Key.Select(k => row[k]))))
            {
                Rows[collection.Name].Add(row);
            }
        }
    }

    private void Refer(Collection collection, Dictionary<string, string?> row)
    {
        foreach (var reference in collection.References)
        {
            if (Rows[reference.To] is { Count: > 0 } targets && random.Next(10) < 6)
            {
                var target = targets[random.Next(targets.Count)];
                foreach (var (column, to) in reference.Columns.Zip(reference.ToColumns))
                {
                    row[column] = target[to];
                }
            }
        }
    }

    // A small range, so that references often meet a row; text in both cases, so that folding matters.
    private string Value(string column) => IsNumber(column)
        ? random.Next(7).ToString(CultureInfo.InvariantCulture)
        : $"{(random.Next(2) == 0 ? "v" : "V")}{random.Next(3)}";
}

using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;

namespace DataRights.Deletion.Holds;

/// <summary>Reads what a hold covers by the map: its collection, and its condition in the map's language.</summary>
internal sealed class HoldConditions(DataMap map)
{
    /// <summary>The rows, or a sentence that says what the map does not know and how to mend it. No value of the condition is quoted.</summary>
    public (HeldRows? Rows, string? Fault, string? Pointer) Read(string collection, string? when)
    {
        if (map.Collections.FirstOrDefault(c => c.Name == collection) is not { } found)
        {
            return (null, $"The data map declares no such collection; it declares {string.Join(", ", map.Collections.Select(c => c.Name))}.", "/collection");
        }

        if (when is null)
        {
            return (new HeldRows(collection, null), null, null);
        }

        if (found.IsFiles)
        {
            return (null, $"{collection} holds files, which have no columns: leave the condition out to hold all of a person's files there.", "/when");
        }

        try
        {
            var predicate = PredicateParser.Parse(when);
            return PredicateColumns.Of(predicate).FirstOrDefault(c => !ColumnsOf(found).Contains(c)) is null
                ? (new HeldRows(collection, predicate), null, null)
                : (null, $"The condition names a column that the data map does not declare for {collection}; it declares {string.Join(", ", ColumnsOf(found))}.", "/when");
        }
        catch (ExpressionException e)
        {
            return (null, FormattableString.Invariant($"The condition cannot be read at character {e.Position + 1}. Write it as in the data map, for instance: status = 'disputed' and closed_at is null."), "/when");
        }
    }

    private static IReadOnlyList<string> ColumnsOf(Collection collection) =>
    [
        .. collection.Key
            .Concat(collection.Columns.Select(c => c.Name))
            .Concat(collection.References.SelectMany(r => r.Columns))
            .Concat(collection.Root?.Identifiers.Select(i => i.Column) ?? [])
            .Distinct(StringComparer.Ordinal),
    ];
}

using System.Data.Common;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Reading;

/// <summary>
/// Goes on with a collection's rows from one of them on, by their key. Only where nothing can be skipped: the key is unique, never null, and
/// of types whose order a comparison with a value given from outside follows.
/// </summary>
internal sealed class Keyset
{
    private readonly SqlDialect dialect;
    private readonly List<ColumnSchema> key;
    private readonly List<int> ordinals = [];
    private readonly List<ColumnSchema> unselected = [];

    private Keyset(SqlDialect dialect, IEnumerable<ColumnSchema> key, IReadOnlyList<string> columns)
    {
        this.dialect = dialect;
        this.key = [.. key];
        foreach (var column in this.key)
        {
            var at = columns.ToList().IndexOf(column.Name);
            ordinals.Add(at >= 0 ? at : columns.Count + unselected.Count);
            if (at < 0)
            {
                unselected.Add(column);
            }
        }
    }

    /// <summary>Columns of the key that are to be selected after those that were asked for.</summary>
    public IReadOnlyList<ColumnSchema> Unselected => unselected;

    /// <summary>Null where the collection's rows can't be gone on with.</summary>
    public static Keyset? Of(SqlDialect dialect, MappedSchema schema, Collection collection, IReadOnlyList<string> columns)
    {
        var table = schema.Table(collection);
        var key = collection.Key.Select(k => table.Column(k)!).ToList();
        bool IsCertain(string column) => !table.NullableKey.Contains(column) && (table.PrimaryKey.Contains(column) || table.Column(column) is { Nullable: false });
        bool IsUnique(IReadOnlyList<string> unique) => unique.Count > 0 && unique.All(collection.Key.Contains);
        return (IsUnique(table.PrimaryKey) || table.UniqueKeys.Any(IsUnique)) && key.TrueForAll(c => IsCertain(c.Name) && dialect.CanFollow(c))
            ? new Keyset(dialect, key, columns)
            : null;
    }

    /// <summary>Where the reader's current row stands; null where its values do not tell.</summary>
    public Key? PositionOf(DbDataReader reader)
    {
        var values = new string[key.Count];
        var capture = new KeyValue();
        for (var i = 0; i < values.Length; i++)
        {
            dialect.WriteValue(reader, ordinals[i], key[i], capture);
            if (capture.Take() is not { } value)
            {
                return null;
            }

            values[i] = value;
        }

        return new Key(values);
    }

    /// <summary>The condition that a row under the alias is at the position or after it, as a comparison of rows, which an index on the key serves.</summary>
    public string Following(string alias, Key position, SqlStatement statement)
    {
        var columns = FootprintQuery.Tuple([.. key.Select(c => c.Name)], c => dialect.Ordered($"{alias}.{SqlDialect.Quote(c)}", key.Find(k => k.Name == c)!));
        var values = key.Zip(position.Values, (column, value) => dialect.Following(value, column, statement));
        return $"{columns} >= {(key.Count == 1 ? values.Single() : $"({string.Join(", ", values)})")}";
    }
}

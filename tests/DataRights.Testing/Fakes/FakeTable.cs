using DataRights.Sources;

namespace DataRights.Testing.Fakes;

/// <summary>
/// A table's schema and the rows of it that belong to the one subject of a test. A cell is written by what it is: null, bool, long,
/// decimal (exact), double, string (text), byte[], <see cref="FakeValue"/> for anything else, object?[] for an array.
/// </summary>
public sealed class FakeTable(string name, IReadOnlyList<ColumnSchema> columns, IEnumerable<object?[]> rows)
{
    public TableSchema Schema { get; } = new(name, columns, [columns[0].Name], [], [], []);

    public IEnumerable<object?[]> Rows { get; } = rows;

    /// <summary>Whether reading can go on after a row.</summary>
    public bool HasPositions { get; set; } = true;

    /// <summary>Thrown when reading comes to the row of this index.</summary>
    public (int Row, SourceException Error)? Failure { get; set; }

    public static ColumnSchema Column(string name, ValueKind kind) => new(name, kind.ToString(), kind, Nullable: true);
}

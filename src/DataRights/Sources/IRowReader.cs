namespace DataRights.Sources;

/// <summary>A forward-only stream of rows; holds one row at a time.</summary>
public interface IRowReader : IAsyncDisposable
{
    IReadOnlyList<ColumnSchema> Columns { get; }

    Task<bool> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Where the current row stands in the order of rows, to go on with it later (<see cref="IRowSnapshot.ReadAsync"/>); null where that
    /// cannot be told with certainty, as without a unique key. For the source alone to read; personal.
    /// </summary>
    Key? Position { get; }

    /// <summary>Hands the current row's value in that column to the writer, in its own type and without loss.</summary>
    void Write(int ordinal, IValueWriter writer);
}

namespace DataRights.Sources;

/// <summary>A forward-only stream of rows; holds one row at a time.</summary>
public interface IRowReader : IAsyncDisposable
{
    IReadOnlyList<ColumnSchema> Columns { get; }

    Task<bool> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Hands the current row's value in that column to the writer, in its own type and without loss.</summary>
    void Write(int ordinal, IValueWriter writer);
}

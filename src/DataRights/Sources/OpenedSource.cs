using DataRights.Retention;

namespace DataRights.Sources;

/// <summary>A source as opened: a database's two sides, or a store of files.</summary>
public sealed record OpenedSource
{
    private OpenedSource()
    {
    }

    public IRowSource? Rows { get; private init; }

    public IRetentionStore? Retention { get; private init; }

    public IFileSource? Files { get; private init; }

    public static OpenedSource Database(IRowSource rows, IRetentionStore retention) => new() { Rows = rows, Retention = retention };

    public static OpenedSource FileStore(IFileSource files) => new() { Files = files };
}

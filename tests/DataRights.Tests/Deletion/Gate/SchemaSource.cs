using DataRights.Sources;

namespace DataRights.Tests.Deletion.Gate;

/// <summary>A database that has a schema, or does not answer.</summary>
internal sealed class SchemaSource(string name, SourceSchema schema) : IRowSource
{
    public string Name { get; } = name;

    public SourceSchema Schema { get; set; } = schema;

    public SourceException? Failure { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    public Task<SourceSchema> DescribeAsync(CancellationToken cancellationToken)
    {
        Asked++;
        return Failure is null ? Task.FromResult(Schema) : Task.FromException<SourceSchema>(Failure);
    }

    public Task<IRowSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> CountUpToAsync(DataRights.Mapping.Collection collection, long most, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IErasureSession> OpenErasureAsync(ErasureScope scope, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task FenceAsync(string requestId, long epoch, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<RetainedOutcome> DeleteRetainedAsync(RetainedSweep sweep, IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ForgetAsync(string requestId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using Xunit;

namespace DataRights.EndToEnd.Tests.Restore;

/// <summary>The sample with enough people to delete fifty of them.</summary>
public sealed class CrowdTemplate : IAsyncLifetime
{
    public const int People = 70;

    private readonly SampleTemplate template = new(People);

    public Task<SampleCopy> CopyAsync(SourceKind kind, CancellationToken cancellationToken) => template.CopyAsync(kind, cancellationToken);

    public ValueTask InitializeAsync() => template.InitializeAsync();

    public ValueTask DisposeAsync() => template.DisposeAsync();
}

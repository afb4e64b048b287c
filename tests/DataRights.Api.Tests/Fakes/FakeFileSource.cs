using System.Runtime.CompilerServices;
using DataRights.Sources;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Holds no file; fails as told.</summary>
internal sealed class FakeFileSource : IFileSource
{
    public string Name => "uploads";

    public Func<Exception>? Fails { get; set; }

    public IAsyncEnumerable<FileItem> ListKeptAsync(FileQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DateTimeOffset?> RecoverableUntilAsync(FileQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async IAsyncEnumerable<FileItem> ListAsync(FileQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (Fails is { } fails)
        {
            throw fails();
        }

        yield break;
    }

    public Task<Stream> OpenReadAsync(FileItem file, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(FileItem file, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

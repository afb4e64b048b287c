using System.Net;
using System.Net.Http.Headers;

namespace DataRights.Cli.Tests.BadInput;

/// <summary>A JSON body whose length is not declared, so that it goes out in chunks.</summary>
internal sealed class ChunkedContent : HttpContent
{
    private readonly int bytes;

    public ChunkedContent(int bytes)
    {
        this.bytes = bytes;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var chunk = new byte[8192];
        chunk.AsSpan().Fill((byte)' ');
        for (var sent = 0; sent < bytes; sent += chunk.Length)
            await stream.WriteAsync(chunk, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

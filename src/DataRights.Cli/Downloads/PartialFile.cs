using System.Security.Cryptography;

namespace DataRights.Cli.Downloads;

/// <summary>What has come so far of a download: a file that only its owner may read, hashed as it grows. What an earlier run left is gone on with.</summary>
internal sealed class PartialFile : IAsyncDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int BufferSize = 128 * 1024;

    private readonly FileStream file;
    private IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private PartialFile(FileStream file) => this.file = file;

    public long Length => file.Position;

    /// <param name="path">Where it lies; made when it is not there.</param>
    /// <param name="longest">Longer than this it is none of ours, and begins again.</param>
    /// <param name="cancellationToken">Ends the reading of what is there.</param>
    public static async Task<PartialFile> OpenAsync(string path, long longest, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var partial = new PartialFile(new FileStream(path, options));
        try
        {
            await partial.HashAsync(longest, cancellationToken);
            return partial;
        }
        catch
        {
            await partial.DisposeAsync();
            throw;
        }
    }

    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await file.WriteAsync(bytes, cancellationToken);
        hash.AppendData(bytes.Span);
    }

    /// <summary>Begins again with nothing.</summary>
    public void Restart()
    {
        file.SetLength(0);
        hash.Dispose();
        hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    /// <summary>The SHA-256 of what is here, in lower-case hex.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetCurrentHash());

    public async ValueTask DisposeAsync()
    {
        hash.Dispose();
        await file.DisposeAsync();
    }

    private async Task HashAsync(long longest, CancellationToken cancellationToken)
    {
        if (file.Length > longest)
        {
            Restart();
        }

        var buffer = new byte[BufferSize];
        int read;
        while ((read = await file.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }
    }
}

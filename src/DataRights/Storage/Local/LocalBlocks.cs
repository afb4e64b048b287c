using System.Buffers;

namespace DataRights.Storage.Local;

/// <summary>The staged blocks of objects, a folder for each. Blocks hold people's data: at start, folders untouched for a week go.</summary>
internal sealed class LocalBlocks(LocalLayout layout, LocalWorkspace workspace, TimeProvider time)
{
    private const int CopyBytes = 1 << 20;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public void RemoveForgotten()
    {
        var limit = time.GetUtcNow().UtcDateTime - Lifetime;
        foreach (var folder in new DirectoryInfo(layout.Blocks).GetDirectories())
        {
            if (folder.GetFiles().All(f => f.LastWriteTimeUtc < limit))
            {
                Remove(folder.FullName);
            }
        }
    }

    public async Task StageAsync(LocalName name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var file = workspace.NewFile();
        await RandomAccess.WriteAsync(file.Handle, content, 0, cancellationToken);
        File.SetLastWriteTimeUtc(file.Handle, time.GetUtcNow().UtcDateTime);
        file.Publish(Path.Combine(name.Blocks, blockId));
    }

    public static IReadOnlyDictionary<string, long> List(LocalName name)
    {
        try
        {
            return new DirectoryInfo(name.Blocks).GetFiles().ToDictionary(f => f.Name, f => f.Length, StringComparer.Ordinal);
        }
        catch (DirectoryNotFoundException)
        {
            return new Dictionary<string, long>();
        }
    }

    /// <summary>Joins the blocks in a temporary file.</summary>
    public async Task<TempFile> JoinAsync(LocalName name, IReadOnlyList<string> blockIds, CancellationToken cancellationToken)
    {
        var file = workspace.NewFile();
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBytes);
        var joined = false;
        try
        {
            var at = 0L;
            foreach (var blockId in blockIds)
            {
                using var block = LocalFiles.TryOpenRead(Path.Combine(name.Blocks, blockId)) ?? throw new StoreException("block-missing", transient: false);
                int read;
                for (var from = 0L; (read = await RandomAccess.ReadAsync(block, buffer, from, cancellationToken)) > 0; from += read, at += read)
                {
                    await RandomAccess.WriteAsync(file.Handle, buffer.AsMemory(0, read), at, cancellationToken);
                }
            }

            joined = true;
            return file;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (!joined)
            {
                file.Dispose();
            }
        }
    }

    public static void Discard(LocalName name) => Remove(name.Blocks);

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing is staged.
        }
    }
}

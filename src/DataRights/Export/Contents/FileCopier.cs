using System.Buffers;
using DataRights.Export.Archive;
using DataRights.Export.Resume;
using DataRights.Sources;

namespace DataRights.Export.Contents;

/// <summary>Copies one file into the archive, or the rest of one that an earlier run began. A large one can be interrupted between two chunks.</summary>
internal sealed class FileCopier(ExportState state, ExportCheckpoints checkpoints, Pulse pulse)
{
    // Chunks of an entry are a multiple of it, so that reads end where they end.
    private const int ReadBytes = 128 * 1024;

    /// <summary>Null when the slice ended in the middle of the file.</summary>
    /// <exception cref="SourceException">The source failed; what was written of the file stays as a gap that no directory names.</exception>
    public async Task<(int Bag, ZipEntry Entry)?> CopyAsync(IFileSource source, FileItem file, string name, string shown, string path, CancellationToken cancellationToken)
    {
        var begun = state.File;
        var bag = begun is null ? await state.BagAsync(file.Length, cancellationToken) : state.Bags[begun.Bag - 1];
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        var opened = false;
        try
        {
            await using var input = await source.OpenReadAsync(file, cancellationToken);
            var compress = !CompressedMedia.Holds(path);
            Stream output;
            if (begun is null)
            {
                output = await bag.Writer.OpenAsync(path, file.Length, compress, cancellationToken);
                opened = true;
            }
            else
            {
                var resumed = bag.Writer.Resume(path, file.Length, compress, begun.Entry);
                output = resumed;
                await PassOverAsync(source, input, resumed, begun.Entry, buffer.AsMemory(0, ReadBytes), cancellationToken);
                begun = null;
                opened = true;
            }

            int read;
            while ((read = await input.ReadAtLeastAsync(buffer.AsMemory(0, ReadBytes), ReadBytes, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                await pulse.WroteAsync(read, cancellationToken);
                if (output.Position % EntryChunks.Size == 0 && output.Position < file.Length && checkpoints.IsDueInside)
                {
                    state.File = new OpenFile(name, file.Name, file.Version, shown, bag.Number, path, file.Length, await bag.Writer.PauseAsync(cancellationToken));
                    if (await checkpoints.ReachedAsync(cancellationToken))
                    {
                        return null;
                    }
                }
            }

            if (output.Position != file.Length)
            {
                throw new SourceException(source.Name, "file-changed", transient: true);
            }

            return (bag.Number, await bag.Writer.CloseAsync(cancellationToken));
        }
        catch (SourceException) when (begun is not null)
        {
            await AbandonAsync(begun, cancellationToken);
            throw;
        }
        catch (SourceException)
        {
            state.File = null;
            if (opened)
            {
                await bag.Writer.AbandonAsync(cancellationToken);
            }

            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Gives up a file that an earlier run began: its bytes stay as a gap that no directory names.</summary>
    public Task AbandonAsync(OpenFile begun, CancellationToken cancellationToken)
    {
        state.File = null;
        return state.Bags[begun.Bag - 1].Writer.AbandonAsync(begun.Path, begun.Length, begun.Entry, cancellationToken);
    }

    /// <summary>Reads what is in the archive already. That it is the same is known by its CRC-32, whatever the store says of versions.</summary>
    private static async Task PassOverAsync(IFileSource source, Stream input, ZipEntryStream output, OpenEntry begun, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (output.Position < begun.Size)
        {
            var wanted = buffer[..(int)Math.Min(buffer.Length, begun.Size - output.Position)];
            var read = await input.ReadAtLeastAsync(wanted, wanted.Length, throwOnEndOfStream: false, cancellationToken);
            await output.PassOverAsync(wanted[..read]);
            if (read < wanted.Length)
            {
                break;
            }
        }

        if (output.Position != begun.Size || output.Crc != begun.Crc)
        {
            throw new SourceException(source.Name, "file-changed", transient: true);
        }
    }
}

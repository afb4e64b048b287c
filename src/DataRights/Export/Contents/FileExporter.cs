using System.Buffers;
using DataRights.Export.Archive;
using DataRights.Export.Bag;
using DataRights.Export.Rows;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Export.Contents;

/// <summary>
/// Copies the subject's files. A file that changes while it is read is looked up and read once more; one
/// that is gone, or keeps changing, becomes a gap. What an earlier run has dealt with is left alone.
/// </summary>
internal sealed class FileExporter(ExportState state, ExportCheckpoints checkpoints, Pulse pulse)
{
    private const int Chunk = 128 * 1024;

    public async Task ExportAsync(IFileSource source, Collection collection, IReadOnlyList<FileQuery> queries, CancellationToken cancellationToken)
    {
        foreach (var (query, number) in queries.Select((q, i) => (q, i)))
        {
            try
            {
                await foreach (var file in source.ListAsync(query, cancellationToken))
                {
                    var name = FormattableString.Invariant($"{number} {file.Name}");
                    if (state.HasPassed(name))
                    {
                        continue;
                    }

                    await ExportAsync(source, collection, query.Prefix, file, cancellationToken);
                    state.Pass(name);
                    if (await checkpoints.ReachedAsync(cancellationToken))
                    {
                        return;
                    }
                }
            }
            catch (SourceException e) when (!e.IsTransient)
            {
                Miss(GapCodes.SourceFailed, collection, null, $"The files could not be listed (code {e.Code}).");
            }
        }
    }

    private async Task ExportAsync(IFileSource source, Collection collection, string prefix, FileItem file, CancellationToken cancellationToken)
    {
        long replaced = 0;
        var shown = UnicodeText.WellFormed(file.Name.AsSpan(prefix.Length), ref replaced).ToString();
        var path = state.Names.Take($"data/files/{SafeNames.Clean(collection.Name)}", shown);
        FileItem? current = file;
        for (var attempt = 0; current is not null; attempt++)
        {
            try
            {
                var bag = await state.BagAsync(current.Length, cancellationToken);
                var entry = await CopyAsync(source, current, bag.Writer, path, cancellationToken);
                state.Contents.Files.Add(new ExportedFile(collection.Name, shown, current.Modified, bag.Number, entry, path));
                return;
            }
            catch (SourceException e) when (e.Code == "file-changed" && attempt == 0)
            {
                current = await FindAsync(source, file.Name, cancellationToken);
            }
            catch (SourceException e) when (e.Code == "file-changed")
            {
                Miss(GapCodes.FileChanged, collection, shown, "The file kept changing while it was being read.");
                return;
            }
            catch (SourceException e) when (e.Code == "file-gone")
            {
                current = null;
            }
            catch (SourceException e) when (!e.IsTransient)
            {
                Miss(GapCodes.FileUnreadable, collection, shown, $"The file could not be read (code {e.Code}).");
                return;
            }
        }

        Miss(GapCodes.FileGone, collection, shown, "The file was deleted while the archive was being made.");
    }

    private static async Task<FileItem?> FindAsync(IFileSource source, string name, CancellationToken cancellationToken)
    {
        await foreach (var item in source.ListAsync(FileQuery.Named(name), cancellationToken))
        {
            return item;
        }

        return null;
    }

    private async Task<ZipEntry> CopyAsync(IFileSource source, FileItem file, BagWriter bag, string path, CancellationToken cancellationToken)
    {
        await using var input = await source.OpenReadAsync(file, cancellationToken);
        var output = await bag.OpenAsync(path, file.Length, !CompressedMedia.Holds(path), cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            int read;
            while ((read = await input.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                await pulse.WroteAsync(read, cancellationToken);
            }

            if (output.Position != file.Length)
            {
                throw new SourceException(source.Name, "file-changed", transient: true);
            }

            return await bag.CloseAsync(cancellationToken);
        }
        catch (SourceException)
        {
            await bag.AbandonAsync(cancellationToken);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Miss(string code, Collection collection, string? subject, string why) =>
        state.Contents.Gaps.Add(new Gap(code, collection.Source, collection.Name, subject, why));
}

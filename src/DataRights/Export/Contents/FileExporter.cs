using DataRights.Export.Archive;
using DataRights.Export.Resume;
using DataRights.Export.Rows;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Export.Contents;

/// <summary>
/// Copies the subject's files. A file that changes while it is read is looked up and read once more; one
/// that is gone, or keeps changing, becomes a gap. What an earlier run has dealt with is left alone; a file that it was in the middle of is
/// read again from its start, since a hash can't be kept, but what is staged of it is not staged again.
/// </summary>
internal sealed class FileExporter(ExportState state, ExportCheckpoints checkpoints, Pulse pulse)
{
    private readonly FileCopier copier = new(state, checkpoints, pulse);

    public async Task ExportAsync(IFileSource source, Collection collection, IReadOnlyList<FileQuery> queries, CancellationToken cancellationToken)
    {
        if (state.File is { } begun && !await GoOnAsync(source, collection, begun, cancellationToken))
        {
            return;
        }

        foreach (var (query, number) in queries.Select((q, i) => (q, i)))
        {
            try
            {
                var isThere = false;
                await foreach (var file in source.ListAsync(query, cancellationToken))
                {
                    isThere = true;
                    var name = FormattableString.Invariant($"{number} {file.Name}");
                    if (state.HasPassed(name))
                    {
                        continue;
                    }

                    if (!await ExportAsync(source, collection, query.Prefix, name, file, cancellationToken) || await PassedAsync(name, cancellationToken))
                    {
                        return;
                    }
                }

                if (!isThere && query.Match == FileMatch.Name && await MissedAsync(collection, query, number, cancellationToken))
                {
                    return;
                }
            }
            catch (SourceException e) when (!e.IsTransient)
            {
                Miss(GapCodes.SourceFailed, collection, null, $"The files could not be listed (code {e.Code}).");
            }
        }
    }

    /// <summary>Lists a file that a record names and that is not there, unless it was dealt with before; true when the slice has ended.</summary>
    private async Task<bool> MissedAsync(Collection collection, FileQuery query, int number, CancellationToken cancellationToken)
    {
        var name = FormattableString.Invariant($"{number} {query.Text}");
        if (state.HasPassed(name))
        {
            return false;
        }

        long replaced = 0;
        Miss(GapCodes.FileMissing, collection, UnicodeText.WellFormed(query.Text, ref replaced).ToString(), "A record names this file, but it is not in the store.");
        return await PassedAsync(name, cancellationToken);
    }

    /// <summary>Ends the file that an earlier run was in the middle of, before any other is begun; false when the slice has ended.</summary>
    private async Task<bool> GoOnAsync(IFileSource source, Collection collection, OpenFile begun, CancellationToken cancellationToken)
    {
        if (await FindAsync(source, begun.Name, cancellationToken) is { } file && file.Version == begun.Version)
        {
            return await ExportAsync(source, collection, file, begun.Passed, begun.Shown, begun.Path, cancellationToken) && !await PassedAsync(begun.Passed, cancellationToken);
        }

        // Gone, or another by now: what is there of it stays as a gap.
        await copier.AbandonAsync(begun, cancellationToken);
        if (await FindAsync(source, begun.Name, cancellationToken) is not { } found)
        {
            Miss(GapCodes.FileGone, collection, begun.Shown, "The file was deleted while the archive was being made.");
            return !await PassedAsync(begun.Passed, cancellationToken);
        }

        return await ExportAsync(source, collection, found, begun.Passed, begun.Shown, begun.Path, cancellationToken) && !await PassedAsync(begun.Passed, cancellationToken);
    }

    private Task<bool> PassedAsync(string name, CancellationToken cancellationToken)
    {
        state.File = null;
        state.Pass(name);
        return checkpoints.ReachedAsync(cancellationToken);
    }

    private Task<bool> ExportAsync(IFileSource source, Collection collection, string prefix, string name, FileItem file, CancellationToken cancellationToken)
    {
        long replaced = 0;
        var shown = UnicodeText.WellFormed(file.Name.AsSpan(prefix.Length), ref replaced).ToString();
        var path = state.Names.Take($"data/files/{SafeNames.Clean(collection.Name)}", shown);
        return ExportAsync(source, collection, file, name, shown, path, cancellationToken);
    }

    /// <summary>False when the slice ended in the middle of the file.</summary>
    private async Task<bool> ExportAsync(IFileSource source, Collection collection, FileItem file, string name, string shown, string path, CancellationToken cancellationToken)
    {
        FileItem? current = file;
        for (var attempt = 0; current is not null; attempt++)
        {
            try
            {
                if (await copier.CopyAsync(source, current, name, shown, path, cancellationToken) is not var (bag, entry))
                {
                    return false;
                }

                state.Contents.Files.Add(new ExportedFile(collection.Name, shown, current.Modified, bag, entry, path));
                return true;
            }
            catch (SourceException e) when (e.Code == "file-changed" && attempt == 0)
            {
                current = await FindAsync(source, file.Name, cancellationToken);
            }
            catch (SourceException e) when (e.Code == "file-changed")
            {
                Miss(GapCodes.FileChanged, collection, shown, "The file kept changing while it was being read.");
                return true;
            }
            catch (SourceException e) when (e.Code == "file-gone")
            {
                current = null;
            }
            catch (SourceException e) when (!e.IsTransient)
            {
                Miss(GapCodes.FileUnreadable, collection, shown, $"The file could not be read (code {e.Code}).");
                return true;
            }
        }

        Miss(GapCodes.FileGone, collection, shown, "The file was deleted while the archive was being made.");
        return true;
    }

    private static async Task<FileItem?> FindAsync(IFileSource source, string name, CancellationToken cancellationToken)
    {
        await foreach (var item in source.ListAsync(FileQuery.Named(name), cancellationToken))
        {
            return item;
        }

        return null;
    }

    private void Miss(string code, Collection collection, string? subject, string why) =>
        state.Contents.Gaps.Add(new Gap(code, collection.Source, collection.Name, subject, why));
}

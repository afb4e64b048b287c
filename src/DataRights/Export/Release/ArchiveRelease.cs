using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Export.Release;

/// <summary>What stands between a committed archive and its release: the reviews, and SHA-256 where that is not known yet. One reading serves both.</summary>
internal sealed class ArchiveRelease(IObjectStore store, IReadOnlyList<IArchiveReview> reviews)
{
    /// <summary>The archive with its SHA-256, and what the reviews say. Nothing is read where there is nothing to find out.</summary>
    /// <exception cref="StoreException">Code <c>archive-missing</c>: somebody has destroyed it meanwhile.</exception>
    public async Task<(ArchiveInfo Archive, ArchiveVerdict Verdict)> ReviewAsync(IRun run, ArchiveInfo archive, CancellationToken cancellationToken)
    {
        List<Stream> contents = [];
        try
        {
            foreach (var part in archive.AllParts.Where(p => reviews.Count > 0 || p.Sha256.Length == 0))
            {
                var stored = await store.OpenReadAsync(part.ObjectName, cancellationToken) ?? throw new StoreException("archive-missing", transient: true);
                contents.Add(part.Sha256.Length > 0 ? stored : new HashingReader(stored));
            }

            var verdict = await ReviewAsync(new CommittedArchive(run.Request, run.Root, archive, contents), cancellationToken);
            return (verdict.Withheld is null ? await HashedAsync(archive, contents, cancellationToken) : archive, verdict);
        }
        finally
        {
            foreach (var content in contents)
            {
                await content.DisposeAsync();
            }
        }
    }

    private async Task<ArchiveVerdict> ReviewAsync(CommittedArchive archive, CancellationToken cancellationToken)
    {
        List<string> findings = [];
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var review in reviews)
        {
            foreach (var content in archive.Contents)
            {
                content.Position = 0;
            }

            var verdict = await review.ReviewAsync(archive, cancellationToken);
            findings.AddRange(verdict.Findings);
            foreach (var (name, value) in verdict.Facts)
            {
                facts[name] = value;
            }

            if (verdict.Withheld is not null)
            {
                return verdict with { Findings = findings, Facts = facts };
            }
        }

        return new ArchiveVerdict(null, findings) { Facts = facts };
    }

    private static async Task<ArchiveInfo> HashedAsync(ArchiveInfo archive, IEnumerable<Stream> contents, CancellationToken cancellationToken)
    {
        var readers = new Queue<HashingReader>(contents.OfType<HashingReader>());
        List<ArchivePart> parts = [];
        foreach (var part in archive.AllParts)
        {
            parts.Add(part.Sha256.Length > 0 ? part : part with { Sha256 = await readers.Dequeue().FinishAsync(cancellationToken) });
        }

        return archive with { Sha256 = parts[0].Sha256, Parts = parts.Count == 1 ? [] : parts };
    }
}

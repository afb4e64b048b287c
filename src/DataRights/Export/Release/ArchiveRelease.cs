using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Export.Release;

/// <summary>What stands between a committed archive and its release: the reviews, and its SHA-256 where that is not known yet. One reading serves both.</summary>
internal sealed class ArchiveRelease(IObjectStore store, IReadOnlyList<IArchiveReview> reviews)
{
    /// <summary>The archive with its SHA-256, and what the reviews say. Nothing is read where there is nothing to find out.</summary>
    /// <exception cref="StoreException">Code <c>archive-missing</c>: somebody has destroyed it meanwhile.</exception>
    public async Task<(ArchiveInfo Archive, ArchiveVerdict Verdict)> ReviewAsync(IRun run, ArchiveInfo archive, CancellationToken cancellationToken)
    {
        var isHashed = archive.Sha256.Length > 0;
        if (isHashed && reviews.Count == 0)
        {
            return (archive, ArchiveVerdict.Released);
        }

        var stored = await store.OpenReadAsync(archive.ObjectName, cancellationToken) ?? throw new StoreException("archive-missing", transient: true);
        await using var content = isHashed ? stored : new HashingReader(stored);
        List<string> findings = [];
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var review in reviews)
        {
            content.Position = 0;
            var verdict = await review.ReviewAsync(new CommittedArchive(run.Request, run.Root, archive, content), cancellationToken);
            findings.AddRange(verdict.Findings);
            foreach (var (name, value) in verdict.Facts)
            {
                facts[name] = value;
            }

            if (verdict.Withheld is not null)
            {
                return (archive, verdict with { Findings = findings, Facts = facts });
            }
        }

        return content is HashingReader reader
            ? (archive with { Sha256 = await reader.FinishAsync(cancellationToken) }, new ArchiveVerdict(null, findings) { Facts = facts })
            : (archive, new ArchiveVerdict(null, findings) { Facts = facts });
    }
}

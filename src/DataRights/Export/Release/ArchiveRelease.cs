using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Export.Release;

/// <summary>What stands between a committed archive and its release: the reviews, and its SHA-256 where that is not known yet. One reading serves both.</summary>
internal sealed class ArchiveRelease(IObjectStore store, IReadOnlyList<IArchiveReview> reviews)
{
    /// <summary>The archive with its SHA-256, and what the reviews say of all parts. Nothing is read where there is nothing to find out.</summary>
    /// <exception cref="StoreException">Code <c>archive-missing</c>: somebody has destroyed it meanwhile.</exception>
    public async Task<(ArchiveInfo Archive, ArchiveVerdict Verdict)> ReviewAsync(IRun run, ArchiveInfo archive, CancellationToken cancellationToken)
    {
        List<string> findings = [];
        List<ArchivePart> parts = [];
        foreach (var part in archive.AllParts)
        {
            var (sha256, verdict) = await ReviewAsync(run, archive, part, parts.Count + 1, cancellationToken);
            findings.AddRange(verdict.Findings.Except(findings));
            if (verdict.Withheld is not null)
            {
                return (archive, verdict with { Findings = findings });
            }

            parts.Add(part with { Sha256 = sha256 });
        }

        return (archive with { Sha256 = parts[0].Sha256, Parts = parts.Count == 1 ? [] : parts }, new ArchiveVerdict(null, findings));
    }

    private async Task<(string Sha256, ArchiveVerdict Verdict)> ReviewAsync(IRun run, ArchiveInfo archive, ArchivePart part, int number, CancellationToken cancellationToken)
    {
        var isHashed = part.Sha256.Length > 0;
        if (isHashed && reviews.Count == 0)
        {
            return (part.Sha256, ArchiveVerdict.Released);
        }

        var stored = await store.OpenReadAsync(part.ObjectName, cancellationToken) ?? throw new StoreException("archive-missing", transient: true);
        await using var content = isHashed ? stored : new HashingReader(stored);
        List<string> findings = [];
        foreach (var review in reviews)
        {
            content.Position = 0;
            var verdict = await review.ReviewAsync(new CommittedArchive(run.Request, run.Root, archive, content) { Part = number }, cancellationToken);
            findings.AddRange(verdict.Findings);
            if (verdict.Withheld is not null)
            {
                return (part.Sha256, verdict with { Findings = findings });
            }
        }

        return (content is HashingReader reader ? await reader.FinishAsync(cancellationToken) : part.Sha256, new ArchiveVerdict(null, findings));
    }
}

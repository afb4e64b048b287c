using System.Globalization;
using DataRights.Export.Release;
using DataRights.Export.Screening.Scope;
using DataRights.Mapping;
using DataRights.Sources;
using Microsoft.Extensions.Logging;

namespace DataRights.Export.Screening;

/// <summary>
/// Reads a committed archive before anybody can download it, and withholds it unless every row of it leads to the person (GDPR Art. 5(1)(f),
/// 15(4)). Repeatable; holds no more than some hundred megabytes, and usually a few. Findings name collections and counts, never values.
/// </summary>
/// <param name="map">The map that the archive was made by.</param>
/// <param name="logger">Ids and counts only.</param>
/// <param name="others">Whose identifiers are looked for on the way, for operators to look at; null for nobody's.</param>
public sealed class ScopeReview(DataMap map, ILogger<ScopeReview> logger, OthersSample? others = null) : IArchiveReview
{
    /// <summary>The outcome of a request whose archive is withheld.</summary>
    public const string Outcome = "archive-withheld";

    private const string Mention = "mention: ";
    private const string ForeignRows = "foreign-rows";
    private const string Damaged = "archive-damaged";

    /// <summary>Whether a finding only asks somebody to look: nothing is missing from the archive because of it.</summary>
    public static bool IsMention(string finding) => finding.StartsWith(Mention, StringComparison.Ordinal);

    public async Task<ArchiveVerdict> ReviewAsync(CommittedArchive archive, CancellationToken cancellationToken)
    {
        var search = await SearchAsync(archive, cancellationToken);
        var report = await new ScopeCheck(map, archive.Root) { Search = search }.RunAsync(archive.Contents, cancellationToken);
        var facts = new Dictionary<string, string>
        {
            ["screened"] = Number(report.Rows),
            ["notCheckable"] = Number(report.NotCheckable.Values.Sum()),
            ["othersSearched"] = Number(search?.Terms ?? 0),
            ["mentions"] = Number(report.Mentions.Values.Sum()),
        };
        logger.LogInformation("Request {Request}: {Rows} rows were screened, {NotCheckable} of them could not be checked.",
            archive.Request.Id, report.Rows, report.NotCheckable.Values.Sum());
        var mentions = report.Mentions.OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => $"{Mention}{Number(m.Value)} rows of '{m.Key}' hold an identifier of somebody else; see whether the column is about others.");
        if (report.Passes)
        {
            return new ArchiveVerdict(null, [.. mentions]) { Facts = facts };
        }

        facts["foreign"] = Number(report.Foreign.Values.Sum());
        facts["damaged"] = Number(report.Damaged);
        var findings = report.Foreign.Select(f => $"{ForeignRows}: {Number(f.Value)} rows of collection '{f.Key}' do not lead to the person.").ToList();
        if (report.Damaged > 0)
        {
            findings.Add($"{Damaged}: {Number(report.Damaged)} entries are damaged, or are not what the archive says of them.");
        }

        return new ArchiveVerdict(Outcome, [.. findings, .. mentions]) { Facts = facts };
    }

    private async Task<MentionSearch?> SearchAsync(CommittedArchive archive, CancellationToken cancellationToken)
    {
        try
        {
            return others is not null && await others.TakeAsync(archive.Root, archive.Request.Id, cancellationToken) is { Count: > 0 } terms ? new MentionSearch(terms) : null;
        }
        catch (SourceException e)
        {
            // It only asks somebody to look: no archive waits for it. The ledger says that nothing was looked for.
            logger.LogWarning("Request {Request}: other people's identifiers were not looked for: source {Source}, code {Code}.", archive.Request.Id, e.SourceName, e.Code);
            return null;
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

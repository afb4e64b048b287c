using System.Globalization;
using DataRights.Export.Release;
using DataRights.Export.Screening.Scope;
using DataRights.Mapping;
using Microsoft.Extensions.Logging;

namespace DataRights.Export.Screening;

/// <summary>
/// Reads a committed archive before anybody can download it, and withholds it unless every row of it leads to the person (GDPR Art. 5(1)(f),
/// 15(4)). Repeatable; holds no more than some hundred megabytes, and usually a few. Findings name collections and counts, never values.
/// </summary>
/// <param name="map">The map that the archive was made by.</param>
/// <param name="logger">Ids and counts only.</param>
public sealed class ScopeReview(DataMap map, ILogger<ScopeReview> logger) : IArchiveReview
{
    /// <summary>The outcome of a request whose archive is withheld.</summary>
    public const string Outcome = "archive-withheld";

    public async Task<ArchiveVerdict> ReviewAsync(CommittedArchive archive, CancellationToken cancellationToken)
    {
        var report = await new ScopeCheck(map, archive.Root).RunAsync(archive.Contents, cancellationToken);
        var facts = new Dictionary<string, string>
        {
            ["screened"] = Number(report.Rows),
            ["notCheckable"] = Number(report.NotCheckable.Values.Sum()),
        };
        logger.LogInformation("Request {Request}: {Rows} rows were screened, {NotCheckable} of them could not be checked.",
            archive.Request.Id, report.Rows, report.NotCheckable.Values.Sum());
        if (report.Passes)
        {
            return ArchiveVerdict.Released with { Facts = facts };
        }

        facts["foreign"] = Number(report.Foreign.Values.Sum());
        facts["damaged"] = Number(report.Damaged);
        var findings = report.Foreign.Select(f => $"foreign-rows: {Number(f.Value)} rows of collection '{f.Key}' do not lead to the person.").ToList();
        if (report.Damaged > 0)
        {
            findings.Add($"archive-damaged: {Number(report.Damaged)} entries are damaged, or are not what the archive says of them.");
        }

        return new ArchiveVerdict(Outcome, findings) { Facts = facts };
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

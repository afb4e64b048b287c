using DataRights.Deletion.Receipts;
using DataRights.Mapping;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Requests;

/// <summary>
/// A request as shown to callers: its clock, status, steps with counts and links. Holds no identifiers; <see cref="Subject"/>
/// is the subject reference, absent when nobody was found.
/// </summary>
public sealed record RequestView(
    string Id,
    RequestKind Kind,
    RequestStatus Status,
    string? Outcome,
    string? ClientReference,
    string? Subject,
    DateTimeOffset Received,
    DateTimeOffset Due,
    DateTimeOffset? GraceEnds,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    DateTimeOffset? NextAttempt,
    int Attempts,
    IReadOnlyList<RequestStep> Steps,
    IReadOnlyList<string> Findings,
    ArchiveView? Archive,
    RequestLinks Links)
{
    /// <summary>In the answer to the submit that made the request, and nowhere else.</summary>
    public string? StatusSecret { get; init; }

    /// <summary>In the answer to the submit that made a deletion, and nowhere else.</summary>
    public OpeningView? Opening { get; init; }

    /// <summary>In what form an export's tables are written; absent in a deletion's view.</summary>
    public ExportFormat? Format { get; init; }

    /// <summary>What becomes of formulas in CSV; absent for other formats.</summary>
    public CsvFormulas? CsvFormulas { get; init; }

    /// <summary>The language of an export's pages, where the request says one.</summary>
    public string? Language { get; init; }

    /// <summary>The recipients that are told of a deletion, and how far each is; in the view of one request, absent where none is told.</summary>
    public IReadOnlyList<RecipientFact>? Recipients { get; init; }

    public static RequestView Of(RequestRecord record, PathString basePath)
    {
        string Path(string? part = null) => basePath.Value + Routes.Of(record.Id, part);
        var archive = record.Archive;
        return new(
            record.Id, record.Kind, record.Status, record.Outcome, record.ClientReference, record.SubjectReference, record.Received, record.Due,
            record.GraceEnds, record.Started, record.Ended, record.NextAttempt, record.Attempts, record.Steps, record.Findings,
            ArchiveView.Of(archive, Path("archive")),
            new(
                Path(),
                Plans.PlanRules.CanPlan(record) ? Path("plan") : null,
                archive is { Destroyed: null } ? Path("archive") : null,
                record.Receipt is null ? null : Path("receipt"),
                record.Status is RequestStatus.Accepted or RequestStatus.Scheduled or RequestStatus.Queued ? Path("cancel") : null))
        {
            Format = record.Kind == RequestKind.Deletion ? null : record.Format ?? ExportFormat.Json,
            CsvFormulas = record.CsvFormulas,
            Language = record.Language is { } language ? MapWords.Languages.First(l => l.Value == language).Key : null,
        };
    }
}

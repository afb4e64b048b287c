using System.Globalization;
using DataRights.Requests;
using DataRights.Telemetry;

namespace DataRights.Webhooks;

/// <summary>
/// A change of a request's status, or of its archive, as it is told to the webhook endpoint: ids, codes and moments, nothing personal. The
/// same transition makes the same event each time it is sent.
/// </summary>
public sealed record WebhookEvent(
    string RequestId,
    int Seq,
    RequestKind Kind,
    RequestStatus Status,
    string? Outcome,
    DateTimeOffset At,
    DateTimeOffset Due,
    string? ClientReference)
{
    /// <summary>What happened, as a word: <c>request.completed</c>, or one of <see cref="ArchiveEvents"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The subject reference; null when nobody was found.</summary>
    public string? Subject { get; init; }

    /// <summary>Until when the archive can be downloaded, from when there is one.</summary>
    public DateTimeOffset? ArchiveExpires { get; init; }

    /// <summary>Which hand-out of the archive it was, counted from 1.</summary>
    public int? Download { get; init; }

    /// <summary>The id by which a receiver tells repetitions: <c>{request}.{seq}</c>.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{RequestId}.{Seq}");

    internal static WebhookEvent Of(RequestRecord record, RequestTransition transition) =>
        new(record.Id, transition.Seq, record.Kind, transition.Status, transition.Outcome, transition.At, record.Due, record.ClientReference)
        {
            Type = transition.Event ?? $"request.{Words.Of(transition.Status)}",
            Subject = record.SubjectReference,
            ArchiveExpires = transition.Status == RequestStatus.Completed ? record.Archive?.Expires : null,
            Download = transition.Download,
        };
}

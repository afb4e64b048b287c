using System.Globalization;
using DataRights.Requests;

namespace DataRights.Webhooks;

/// <summary>
/// A change of a request's status as it is told to the webhook endpoint: ids, codes and moments, nothing personal. The
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
    /// <summary>The id by which a receiver tells repetitions: <c>{request}.{seq}</c>.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{RequestId}.{Seq}");

    internal static WebhookEvent Of(RequestRecord record, RequestTransition transition) =>
        new(record.Id, transition.Seq, record.Kind, transition.Status, transition.Outcome, transition.At, record.Due, record.ClientReference);
}

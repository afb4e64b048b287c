using DataRights.Requests;

namespace DataRights.Api.Webhooks;

/// <summary>What a webhook says of the request: how it stood from the body's timestamp on. What it does not have is left out.</summary>
public sealed record WebhookData(
    string RequestId,
    RequestKind Kind,
    RequestStatus Status,
    string? Outcome,
    DateTimeOffset Due,
    string? ClientReference,
    string? Subject,
    DateTimeOffset? ArchiveExpires,
    int? Download);

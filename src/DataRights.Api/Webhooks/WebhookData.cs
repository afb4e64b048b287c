using DataRights.Requests;

namespace DataRights.Api.Webhooks;

/// <summary>What a webhook says of the request: how it stood from the body's timestamp on.</summary>
public sealed record WebhookData(string RequestId, RequestKind Kind, RequestStatus Status, string? Outcome, DateTimeOffset Due, string? ClientReference);

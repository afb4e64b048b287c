namespace DataRights.Webhooks;

/// <summary>How an attempt ended, with a short code for records and logs, such as <c>http-500</c> or <c>timeout</c>.</summary>
/// <param name="Verdict">What came of it.</param>
/// <param name="Code">The code; never anything the receiver said.</param>
/// <param name="RetryAfter">How long the receiver asked to be left alone, when it did.</param>
public sealed record WebhookAnswer(WebhookVerdict Verdict, string Code, TimeSpan? RetryAfter = null);

namespace DataRights.Recipients;

/// <summary>How a call ended, with a short code for records and logs, such as <c>http-500</c> or <c>timeout</c>.</summary>
/// <param name="Verdict">What came of it.</param>
/// <param name="Code">The code; never anything the other side said.</param>
/// <param name="RetryAfter">How long it asked to be left alone, when it did.</param>
/// <param name="Address">Where it can be asked whether it is done, when it named such an address.</param>
public sealed record RecipientAnswer(RecipientVerdict Verdict, string Code, TimeSpan? RetryAfter = null, string? Address = null);

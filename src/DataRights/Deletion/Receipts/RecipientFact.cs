namespace DataRights.Deletion.Receipts;

/// <summary>What is known of one recipient who was to be told of the deletion (GDPR Art. 19).</summary>
/// <param name="Name">The recipient's name in the map.</param>
/// <param name="Status"><c>confirmed</c>, <c>outstanding</c> or <c>refused</c>.</param>
/// <param name="Told">When it took the message; null when it never did.</param>
/// <param name="Confirmed">When it said that it had deleted; null when it has not.</param>
public sealed record RecipientFact(string Name, string Status, DateTimeOffset? Told, DateTimeOffset? Confirmed);

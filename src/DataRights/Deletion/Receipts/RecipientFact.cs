namespace DataRights.Deletion.Receipts;

/// <summary>How far a recipient has been told of a deletion (GDPR Art. 19).</summary>
/// <param name="Name">The recipient's name in the map.</param>
/// <param name="Status"><c>confirmed</c>, <c>outstanding</c> or <c>refused</c>.</param>
/// <param name="Told">When it first took the telling; null when it has not.</param>
/// <param name="Confirmed">When it confirmed that it has deleted the person, or knows nobody; null when it has not.</param>
public sealed record RecipientFact(string Name, string Status, DateTimeOffset? Told, DateTimeOffset? Confirmed);

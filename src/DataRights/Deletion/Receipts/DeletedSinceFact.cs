namespace DataRights.Deletion.Receipts;

/// <summary>Rows that were kept when the receipt was issued and have been deleted since, or treated otherwise as their rule says where a hold ended; <paramref name="Reason"/> is a code such as <c>retention-ended</c> or <c>hold-ended</c>.</summary>
public sealed record DeletedSinceFact(string Collection, long Rows, string Reason, DateTimeOffset At);

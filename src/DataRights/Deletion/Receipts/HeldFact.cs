namespace DataRights.Deletion.Receipts;

/// <summary>Rows of a collection that a legal hold keeps, for a reason code, and when the hold is looked at again.</summary>
public sealed record HeldFact(string Collection, long Rows, string Reason, DateTimeOffset? ReviewBy);

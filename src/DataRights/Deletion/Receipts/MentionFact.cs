namespace DataRights.Deletion.Receipts;

/// <summary>Rows of other people in which an identifier of the person was found by a deep search: told, and left as they are.</summary>
public sealed record MentionFact(string Collection, string Column, long Rows);

namespace DataRights.Mapping;

/// <summary>
/// A table of identities (devices, sessions, visitors) that are reached from raw rows. One that nothing knows any more but the raw rows that a retention
/// rule has destroyed is destroyed too.
/// </summary>
/// <param name="From">The table, in the rule's database.</param>
/// <param name="Key">Its column that raw rows name an identity by.</param>
/// <param name="Column">The column of the raw rows that holds it; one that names a person, and not the account.</param>
/// <param name="Seen">Its column that says when the identity was seen: one that was not seen before the end of the period is left alone.</param>
/// <param name="Accounts">Its columns that tie an identity to an account: with a value in one of them it stays.</param>
public sealed record IdentityTable(string From, string Key, string Column, string Seen, IReadOnlyList<string> Accounts);

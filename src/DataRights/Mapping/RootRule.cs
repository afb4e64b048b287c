namespace DataRights.Mapping;

/// <summary>Says that a row of the collection is the subject, and which identifiers find it.</summary>
/// <param name="Key">
/// The columns whose values are the subject's root key; by default the collection's key. With other columns
/// (a contact form's <c>email</c>) every row that shares their values is the same subject.
/// </param>
/// <param name="Identifiers">Column to identifier.</param>
public sealed record RootRule(IReadOnlyList<string> Key, IReadOnlyList<RootIdentifier> Identifiers);

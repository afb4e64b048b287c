namespace DataRights.Subjects;

/// <summary>
/// What shows that a receipt is a person's: the salt and the identifiers as they were submitted, in the form they are compared in.
/// Told once, to whoever submitted, and kept nowhere; a lost one cannot be made again. Personal data: <see cref="object.ToString"/> shows none of it.
/// </summary>
/// <param name="Salt">32 random bytes, base64url.</param>
/// <param name="Identifiers">Identifier name to normalized value.</param>
public sealed record SubjectOpening(string Salt, IReadOnlyDictionary<string, string> Identifiers)
{
    public override string ToString() => $"an opening of {string.Join(", ", Identifiers.Keys)}";
}

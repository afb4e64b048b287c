namespace DataRights.Mapping;

/// <summary>
/// A prefix template such as <c>avatars/{users.id}/</c>: literal text around values of one collection's columns.
/// It acts as an owning reference from the files to that collection. It always ends in a separator, so that the
/// prefix of person 1 is never the prefix of person 10.
/// </summary>
/// <param name="Collection">The collection whose column values the placeholders take.</param>
/// <param name="Parts">Literals and placeholders, in order.</param>
public sealed record FilePrefix(string Collection, IReadOnlyList<FilePrefixPart> Parts)
{
    /// <summary>The columns that the placeholders name, in order.</summary>
    public IReadOnlyList<string> Columns => [.. Parts.Where(p => p.IsColumn).Select(p => p.Text)];
}

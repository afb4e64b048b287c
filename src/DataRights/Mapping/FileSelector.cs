namespace DataRights.Mapping;

/// <summary>
/// A template such as <c>avatars/{users.id}/</c>: literal text around values of one collection's columns. It acts as an
/// owning reference from the files to that collection. A prefix always ends in a separator, so that the prefix of
/// person 1 is never the prefix of person 10; a name and a tag's value match as a whole.
/// </summary>
/// <param name="Match">What the text is compared with.</param>
/// <param name="Collection">The collection whose column values the placeholders take.</param>
/// <param name="Parts">Literals and placeholders, in order.</param>
/// <param name="Tag">The tag's name, for <see cref="FileMatch.Tag"/>; the parts then make its value.</param>
public sealed record FileSelector(FileMatch Match, string Collection, IReadOnlyList<FileSelectorPart> Parts, string? Tag = null)
{
    /// <summary>The columns that the placeholders name, in order.</summary>
    public IReadOnlyList<string> Columns => [.. Parts.Where(p => p.IsColumn).Select(p => p.Text)];
}

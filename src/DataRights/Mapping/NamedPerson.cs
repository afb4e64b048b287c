namespace DataRights.Mapping;

/// <summary>Says that a column names a person: the row's author, or whoever has the value in a column of a collection.</summary>
/// <param name="Collection">The collection; null for the row's author.</param>
/// <param name="Column">Its column; null for its key.</param>
public sealed record NamedPerson(string? Collection, string? Column)
{
    /// <summary>The word for the row's author, which a collection of that name cannot be reached by.</summary>
    public const string AuthorWord = "author";

    public bool IsAuthor => Collection is null;

    /// <summary>Reads <c>author</c>, <c>users</c> or <c>users.email</c>.</summary>
    public static NamedPerson Parse(string text)
    {
        if (text == AuthorWord)
        {
            return new(null, null);
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new(text, null) : new(text[..dot], text[(dot + 1)..]);
    }

    /// <summary>As the map spells it.</summary>
    public override string ToString() => Collection is null ? AuthorWord : Column is null ? Collection : $"{Collection}.{Column}";

    /// <summary>The columns of the collection whose values stand for the person.</summary>
    public IReadOnlyList<string> ColumnsIn(Collection collection) => Column is { } column ? [column] : collection.Key;
}

using DataRights.Mapping;

namespace DataRights.Sources;

/// <summary>Which files are meant. The text holds a person's values and is personal data; <see cref="ToString"/> does not show it.</summary>
/// <param name="Match">What the text is compared with.</param>
/// <param name="Text">The prefix, the whole name, or the tag's value.</param>
/// <param name="Tag">The tag's name, for <see cref="FileMatch.Tag"/> only.</param>
public sealed record FileQuery(FileMatch Match, string Text, string? Tag = null)
{
    /// <summary>What every name that is found starts with; empty for tags.</summary>
    public string Prefix => Match == FileMatch.Prefix ? Text : "";

    /// <summary>Every file whose name starts so.</summary>
    public static FileQuery StartingWith(string prefix) => new(FileMatch.Prefix, prefix);

    /// <summary>The file of that very name.</summary>
    public static FileQuery Named(string name) => new(FileMatch.Name, name);

    /// <summary>Every file with that tag value.</summary>
    public static FileQuery Tagged(string tag, string value) => new(FileMatch.Tag, value, tag);

    public override string ToString() => $"files by {Match}";
}

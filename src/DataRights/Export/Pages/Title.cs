namespace DataRights.Export.Pages;

/// <summary>A collection's name as a heading: <c>contact_messages</c> becomes <c>Contact messages</c>.</summary>
internal static class Title
{
    public static string Of(string name)
    {
        var words = name.Replace('_', ' ').Replace('-', ' ').Trim();
        return words.Length == 0 ? name : char.ToUpperInvariant(words[0]) + words[1..];
    }
}

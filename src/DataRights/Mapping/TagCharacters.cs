using System.Buffers;

namespace DataRights.Mapping;

/// <summary>What blob index tags may consist of: names of 1 to 128 characters, values of up to 256.</summary>
public static class TagCharacters
{
    /// <summary>A tag's name is written in the map; quotes would need escaping in a search, so they are not among these.</summary>
    public static SearchValues<char> InNames { get; } = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>All that a blob store takes in a value.</summary>
    public static SearchValues<char> InValues { get; } = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 +-./:=_");
}

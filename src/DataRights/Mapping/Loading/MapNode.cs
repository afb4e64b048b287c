using Newtonsoft.Json;

namespace DataRights.Mapping.Loading;

/// <summary>A value of the document with the place where it begins.</summary>
internal abstract record MapNode(string Path, int Offset)
{
    /// <summary>What a reader would call the value: <c>a text</c>, <c>a list</c> …</summary>
    public abstract string Noun { get; }
}

internal sealed record ObjectNode(string Path, int Offset, IReadOnlyList<MapField> Fields) : MapNode(Path, Offset)
{
    public override string Noun => "an object";
}

internal sealed record ListNode(string Path, int Offset, IReadOnlyList<MapNode> Items) : MapNode(Path, Offset)
{
    public override string Noun => "a list";
}

internal sealed record ScalarNode(string Path, int Offset, JsonToken Kind, object? Value) : MapNode(Path, Offset)
{
    public override string Noun => Kind switch
    {
        JsonToken.String => "a text",
        JsonToken.Integer or JsonToken.Float => "a number",
        JsonToken.Boolean => "true or false",
        _ => "nothing",
    };
}

namespace DataRights.Mapping.Loading;

/// <summary>Composes paths such as <c>$.collections.orders.references[0].to</c>.</summary>
internal static class MapPath
{
    public static string Field(string path, string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$')
            ? $"{path}.{name}"
            : $"{path}['{name.Replace("'", "\\'", StringComparison.Ordinal)}']";

    public static string Item(string path, int index) => $"{path}[{index}]";

    public static string Collection(string name) => Field("$.collections", name);
}

namespace DataRights.Samples.Import;

/// <summary>Names in SQL, quoted: an archive may hold any.</summary>
internal static class SqlName
{
    public static string Of(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Of(IEnumerable<string> names) => string.Join(", ", names.Select(Of));
}

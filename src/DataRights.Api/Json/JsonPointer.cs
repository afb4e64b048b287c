using System.Text.RegularExpressions;

namespace DataRights.Api.Json;

/// <summary>
/// Builds JSON pointers (RFC 6901) into a caller's body. A name that does not look like one (somebody put a value in
/// its place) is not repeated: the pointer then stops at its parent.
/// </summary>
public static partial class JsonPointer
{
    public static string Append(string parent, string name) => Name().IsMatch(name) ? $"{parent}/{name}" : parent;

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_-]{0,63}\z")]
    private static partial Regex Name();
}

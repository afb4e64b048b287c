namespace DataRights.Mapping;

/// <summary>One store that holds data. <paramref name="Connection"/> names a setting; it is never the secret itself.</summary>
/// <param name="Name">The source's name in the map.</param>
/// <param name="Kind">The technology behind it.</param>
/// <param name="Connection">The name of the connection setting.</param>
/// <param name="Container">The blob container or sub-directory of a file source.</param>
/// <param name="Backups">How long backups of the source live; what a deletion can be undone by until then.</param>
/// <param name="Line">Where the map declares it.</param>
public sealed record SourceRule(string Name, SourceKind Kind, string Connection, string? Container, IsoDuration? Backups, int Line)
{
    /// <summary>What people call it; null when the map does not say.</summary>
    public string? Title { get; init; }

    /// <summary>What archives call it.</summary>
    public string ReadableName => Title ?? Name.Replace('_', ' ').Replace('-', ' ');
}

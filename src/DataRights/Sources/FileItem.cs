namespace DataRights.Sources;

/// <summary>A person's file as listed. The name is personal data; <see cref="ToString"/> does not show it.</summary>
/// <param name="Name">The file's name in its source.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">When it was last written.</param>
/// <param name="Version">Changes with the content.</param>
/// <param name="Kept">Null for the file itself; for an old version or a snapshot that the store keeps, what tells it from the others.</param>
public sealed record FileItem(string Name, long Length, DateTimeOffset Modified, string Version, string? Kept = null)
{
    public override string ToString() => $"file of {Length} bytes";
}

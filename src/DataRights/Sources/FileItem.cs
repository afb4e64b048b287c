namespace DataRights.Sources;

/// <summary>A person's file as listed. <paramref name="Version"/> changes with the content. The name is personal data.</summary>
public sealed record FileItem(string Name, long Length, DateTimeOffset Modified, string Version)
{
    public override string ToString() => $"file of {Length} bytes";
}

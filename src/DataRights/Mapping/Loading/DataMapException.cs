namespace DataRights.Mapping.Loading;

/// <summary>A data map cannot be used. Holds every finding, in the order of the document; the message lists them one a line.</summary>
public sealed class DataMapException(IReadOnlyList<MapFinding> findings)
    : Exception(string.Join('\n', findings))
{
    public IReadOnlyList<MapFinding> Findings { get; } = findings;
}

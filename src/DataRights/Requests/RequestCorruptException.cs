namespace DataRights.Requests;

/// <summary>
/// A stored state object cannot be read: an unknown schema, or damage. Never means that the object may be ignored or made
/// anew. Names the object and the place, never its content.
/// </summary>
public sealed class RequestCorruptException(string objectName, string why)
    : Exception($"The stored object {objectName} cannot be used: {why}. Restore it from a backup, or use the version that wrote it.")
{
    public string ObjectName { get; } = objectName;
}

namespace DataRights.Storage;

/// <summary>An object's content and the version to name in the next conditional write.</summary>
public sealed record StoredObject(ReadOnlyMemory<byte> Content, string Version);

namespace DataRights.Mapping;

/// <summary>The technology of a source.</summary>
public enum SourceKind
{
    Sqlite,
    Postgres,

    /// <summary>Files in a local directory.</summary>
    Files,

    /// <summary>Blobs of one container of Azure Blob Storage.</summary>
    Blobs,

    /// <summary>Somebody else, reached over HTTP and told of deletions. Nothing is read from it.</summary>
    Http,
}

namespace DataRights.Mapping;

/// <summary>The technology of a source.</summary>
public enum SourceKind
{
    Sqlite,
    Postgres,

    /// <summary>Files under a prefix of a local directory.</summary>
    Files,
}

namespace DataRights.Sources;

/// <summary>A source of the map cannot be opened as the host is set up. The message says which setting, and how to mend it; it quotes no connection.</summary>
public sealed class SourceSetupException(string connection, string message) : Exception(message)
{
    /// <summary>The name of the connection setting.</summary>
    public string Connection { get; } = connection;
}

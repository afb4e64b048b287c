namespace DataRights.Sources;

/// <summary>
/// Gives the password for a new connection to a database, for instance a short-lived access token. Called whenever a
/// physical connection is opened, so it is expected to answer from a cache. Safe for concurrent use.
/// </summary>
public interface IPasswordSource
{
    /// <exception cref="SourceException">No password can be had now; the code says why.</exception>
    ValueTask<string> GetAsync(string source, CancellationToken cancellationToken);
}

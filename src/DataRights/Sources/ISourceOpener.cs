using DataRights.Mapping;

namespace DataRights.Sources;

/// <summary>Opens sources of some kinds. Nothing is connected before the first use.</summary>
public interface ISourceOpener
{
    bool Opens(SourceKind kind);

    /// <param name="source">The source as the map declares it.</param>
    /// <param name="connection">The value of the setting that the map names.</param>
    /// <exception cref="SourceSetupException">The connection is not one. The message does not quote it: it may hold a secret.</exception>
    OpenedSource Open(SourceRule source, string connection);
}

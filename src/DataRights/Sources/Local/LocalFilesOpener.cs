using DataRights.Mapping;

namespace DataRights.Sources.Local;

/// <summary>Opens sources of the kind <c>files</c>: the connection is a directory, the container a directory in it.</summary>
public sealed class LocalFilesOpener : ISourceOpener
{
    public bool Opens(SourceKind kind) => kind == SourceKind.Files;

    public OpenedSource Open(SourceRule source, string connection) =>
        OpenedSource.FileStore(new LocalFileSource(source.Name, Path.Combine(connection, source.Container ?? "")));
}

using Microsoft.Win32.SafeHandles;

namespace DataRights.Storage.Local;

/// <summary>A file being written, in the same file system as its place to be. Deleted when it is not published.</summary>
internal sealed class TempFile(string path) : IDisposable
{
    public SafeFileHandle Handle { get; } = LocalFiles.Open(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);

    private bool _published;

    public void Publish(string target)
    {
        RandomAccess.FlushToDisk(Handle);
        LocalFiles.Publish(path, target);
        _published = true;
    }

    public void Dispose()
    {
        Handle.Dispose();
        if (!_published)
        {
            File.Delete(path);
        }
    }
}

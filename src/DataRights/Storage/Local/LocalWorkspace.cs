using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DataRights.Storage.Local;

/// <summary>
/// The temporary files of one store instance, in a folder of its own whose lock file is held while the instance lives.
/// At start, folders whose lock nobody holds belong to killed processes and are removed.
/// </summary>
internal sealed class LocalWorkspace : IDisposable
{
    private const string FormatVersion = "1";

    private readonly string _directory;
    private readonly SafeFileHandle _alive;

    public LocalWorkspace(LocalLayout layout)
    {
        layout.Create();
        _directory = Path.Combine(layout.Temp, Guid.NewGuid().ToString("N"));

        // Between making the folder and locking it an instance would look dead; the start lock closes that gap.
        using var start = FileLock.Take(Path.Combine(layout.Own, "start.lock"));
        CheckFormat(layout.Format);
        RemoveLeftovers(layout.Temp);
        _alive = LocalFiles.Open(LockOf(_directory), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        LocalFiles.EnsureDirectory(_directory);
        CheckFileSystem();
        WriteFormat(layout.Format);
    }

    public TempFile NewFile() => new(Path.Combine(_directory, Guid.NewGuid().ToString("N")));

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }

        _alive.Dispose();
        File.Delete(LockOf(_directory));
    }

    private static string LockOf(string directory) => directory + ".lock";

    private static void RemoveLeftovers(string temp)
    {
        foreach (var path in Directory.GetFiles(temp, "*.lock"))
        {
            using var free = FileLock.TryTake(path, FileMode.Open);
            if (free is null)
            {
                continue;
            }

            if (Directory.Exists(Path.ChangeExtension(path, null)))
            {
                Directory.Delete(Path.ChangeExtension(path, null), recursive: true);
            }

            File.Delete(path);
        }
    }

    private static void CheckFormat(string path)
    {
        if (File.Exists(path) && File.ReadAllText(path).Trim() != FormatVersion)
        {
            throw new StoreException("format-unknown", transient: false);
        }
    }

    private void WriteFormat(string path)
    {
        if (!File.Exists(path))
        {
            using var file = NewFile();
            RandomAccess.Write(file.Handle, Encoding.ASCII.GetBytes(FormatVersion), 0);
            file.Publish(path);
        }
    }

    /// <summary>Locks and fine file times are what conditional writes stand on: better no store than one without.</summary>
    private void CheckFileSystem()
    {
        using (var second = FileLock.TryTake(LockOf(_directory), FileMode.Open))
        {
            if (second is not null)
            {
                throw new StoreException("file-system-without-locks", transient: false);
            }
        }

        using var probe = NewFile();
        var stamp = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddTicks(1_234_567);
        File.SetLastWriteTimeUtc(probe.Handle, stamp);
        if (File.GetLastWriteTimeUtc(probe.Handle) != stamp)
        {
            throw new StoreException("file-system-without-fine-times", transient: false);
        }
    }
}

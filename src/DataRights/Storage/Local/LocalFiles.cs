using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DataRights.Storage.Local;

/// <summary>File system steps that last: private permissions, flushed files, flushed directory entries.</summary>
internal static class LocalFiles
{
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateDirectory = PrivateFile | UnixFileMode.UserExecute;
    private const int Attempts = 100;
    private const int NoSuchEntry = 2;

    /// <summary>Opens a file that only the owner may read. <paramref name="share"/> None takes an advisory lock (flock) on Unix.</summary>
    public static SafeFileHandle Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var handle = File.OpenHandle(path, mode, access, share);
        if (!OperatingSystem.IsWindows())
        {
            // Nothing is in a new file yet, and its folder is private: no window in which content could be read.
            File.SetUnixFileMode(handle, PrivateFile);
        }

        return handle;
    }

    /// <summary>The file for reading, or null when there is none.</summary>
    public static SafeFileHandle? TryOpenRead(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException && !File.Exists(path))
        {
            // A folder of that name, or a file where a folder would be: no such object.
            return null;
        }
    }

    public static void EnsureDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (File.Exists(path))
        {
            throw new StoreException("folder-is-an-object", transient: false);
        }

        var parent = Path.GetDirectoryName(path)!;
        EnsureDirectory(parent);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, PrivateDirectory);
        }

        SyncDirectory(parent);
    }

    /// <summary>Renames over what is there, so that it lasts. The folder is made when missing.</summary>
    public static void Publish(string from, string to)
    {
        var directory = Path.GetDirectoryName(to)!;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                EnsureDirectory(directory);
                File.Move(from, to, overwrite: true);
                break;
            }
            catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException && attempt < Attempts && File.Exists(from))
            {
                // The folder was empty and another writer has just removed it.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && Directory.Exists(to))
            {
                throw new StoreException("name-is-a-folder", transient: false);
            }
        }

        SyncDirectory(directory);
    }

    /// <summary>Deletes so that it lasts. Nothing happens when it is gone already.</summary>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
            SyncDirectory(Path.GetDirectoryName(path)!);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone with its folder.
        }
    }

    /// <summary>Removes folders left empty, up to the root.</summary>
    public static void Prune(string directory, string root)
    {
        for (var at = directory; at.Length > root.Length; at = Path.GetDirectoryName(at)!)
        {
            try
            {
                if (Directory.EnumerateFileSystemEntries(at).Any())
                {
                    return;
                }

                Directory.Delete(at);
            }
            catch (IOException)
            {
                // Filled or removed by another writer meanwhile: either way there is nothing left to do here.
                return;
            }
        }
    }

    /// <summary>
    /// Makes renames and deletions in the folder last through a power cut. Windows offers no such call; there the
    /// file system's own journal has to do.
    /// </summary>
    public static void SyncDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Native.Open(Encoding.UTF8.GetBytes(directory + '\0'), 0);
        if (descriptor < 0)
        {
            // Removed meanwhile, with what was to last in it: that is for its remover to see to.
            if (Marshal.GetLastPInvokeError() != NoSuchEntry)
            {
                throw new IOException("A folder of the store cannot be opened.");
            }

            return;
        }

        var result = Native.Fsync(descriptor);
        _ = Native.Close(descriptor);
        if (result != 0)
        {
            throw new IOException("A folder of the store cannot be flushed.");
        }
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Fsync(int descriptor);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int descriptor);
    }
}

using DataRights.Storage;
using DataRights.Storage.Local;
using Microsoft.Win32.SafeHandles;

namespace DataRights.Subjects;

/// <summary>
/// Keys in a JSON file that only its user may read (0600 on Unix; on Windows the folder's permissions must see to it).
/// Made with random keys for every purpose when there is none; an unreadable or damaged one is never replaced. Keys
/// that another process adds by <see cref="Rotate"/> are found when first asked for. Safe for concurrent use.
/// Whoever loses the file loses what was sealed by it: back it up apart from the data.
/// </summary>
public sealed class FileKeyRing : IKeyRing
{
    private const UnixFileMode OthersAccess =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Purposes that older releases did not have, so that their files lack a key for them.</summary>
    private static readonly string[] Later = [KeyPurposes.Intake];

    private readonly string _path;
    private volatile KeyFile _keys;

    /// <summary>Opens the file, making it when missing.</summary>
    /// <exception cref="KeyRingException">The file cannot be used; the message says why and how to mend it.</exception>
    public FileKeyRing(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = Path.GetFullPath(path);
        _keys = Guard(() =>
        {
            if (!File.Exists(_path))
            {
                using var held = Lock();

                // Another process may have made it while this one waited.
                if (!File.Exists(_path))
                {
                    Write(KeyFile.New(KeyPurposes.All));
                }
            }

            return Read();
        });
        foreach (var purpose in KeyPurposes.All.Except(Later).Where(p => _keys.Current(p) is null))
        {
            throw new KeyRingException($"The key file {_path} has no key for purpose '{purpose}'. Restore the file from its backup.");
        }

        foreach (var purpose in Later.Where(p => _keys.Current(p) is null))
        {
            AddMissing(purpose);
        }
    }

    public int CurrentVersion(string purpose) => _keys.Current(purpose) ?? throw new SealBrokenException(purpose, "key-unknown");

    public ReadOnlyMemory<byte> Key(string purpose, int version)
    {
        if (_keys.Key(purpose, version) is { } key)
        {
            return key;
        }

        _keys = Guard(Read);
        return _keys.Key(purpose, version) ?? throw new SealBrokenException(purpose, "key-unknown");
    }

    /// <summary>Adds a new key that new work uses from now on; returns its version. Older keys stay, to open what they sealed.</summary>
    /// <exception cref="KeyRingException">The file cannot be used.</exception>
    public int Rotate(string purpose)
    {
        if (!KeyPurposes.All.Contains(purpose, StringComparer.Ordinal))
        {
            throw new ArgumentException($"Keys are for one of: {string.Join(", ", KeyPurposes.All)}.", nameof(purpose));
        }

        return Guard(() =>
        {
            using var held = Lock();
            var keys = Read();
            var version = keys.Rotate(purpose);
            Write(keys);
            _keys = keys;
            return version;
        });
    }

    private void AddMissing(string purpose) => Guard(() =>
    {
        using var held = Lock();
        var keys = Read();

        // Another process may have added it while this one waited.
        if (keys.Current(purpose) is null)
        {
            keys.Rotate(purpose);
            Write(keys);
        }

        _keys = keys;
        return keys;
    });

    private KeyFile Read()
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(_path) & OthersAccess) != 0)
        {
            throw new KeyRingException($"The key file {_path} can be read by others. Run: chmod 600 '{_path}'. If others may have read it, rotate the keys.");
        }

        try
        {
            return KeyFile.Parse(File.ReadAllText(_path));
        }
        catch (FormatException e)
        {
            throw new KeyRingException($"The key file {_path} is damaged: {e.Message}. It was left as it is; restore it from its backup.");
        }
    }

    private void Write(KeyFile keys)
    {
        using var file = new TempFile($"{_path}.{Guid.NewGuid():N}.tmp");
        RandomAccess.Write(file.Handle, keys.ToBytes(), 0);
        file.Publish(_path);
    }

    private SafeFileHandle Lock()
    {
        LocalFiles.EnsureDirectory(Path.GetDirectoryName(_path)!);
        return FileLock.Take(_path + ".lock");
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (LocalErrors.IsFileSystem(e) || e is StoreException)
        {
            var code = e is StoreException store ? store.Code : LocalErrors.Translate(e).Code;
            throw new KeyRingException($"The key file {_path} cannot be used: {code}. See that it and its folder belong to this user, that there is room on the disk, and that no other process holds {_path}.lock.");
        }
    }
}

using Microsoft.Win32.SafeHandles;

namespace DataRights.Storage.Local;

/// <summary>An object's length and time of writing; together its version.</summary>
internal readonly record struct LocalState(long Length, DateTime Stamp)
{
    public string Version => FormattableString.Invariant($"{Stamp.Ticks:x}-{Length:x}");

    public static LocalState Of(SafeFileHandle handle) => new(RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle));

    public static LocalState? Of(string path)
    {
        var info = new FileInfo(path);
        return info.Exists ? new(info.Length, info.LastWriteTimeUtc) : null;
    }

    public static bool Meets(LocalState? current, WriteCondition condition) =>
        condition.MustNotExist ? current is null
        : condition.Version is null || condition.Version == current?.Version;
}

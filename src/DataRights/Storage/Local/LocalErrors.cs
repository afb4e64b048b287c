namespace DataRights.Storage.Local;

/// <summary>Turns the file system's exceptions, which name paths, into <see cref="StoreException"/>s, which do not.</summary>
internal static class LocalErrors
{
    private const int NoSpaceUnix = 28;
    private const int NoSpaceWindows = unchecked((int)0x80070070);
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const int SharingWindows = unchecked((int)0x80070020);

    public static bool IsFileSystem(Exception e) => e is IOException or UnauthorizedAccessException;

    public static bool IsLockedByOther(IOException e) => e.HResult is WouldBlockLinux or WouldBlockMac or SharingWindows;

    public static StoreException Translate(Exception e) => e switch
    {
        UnauthorizedAccessException => new("access-denied", transient: false),
        IOException { HResult: NoSpaceUnix or NoSpaceWindows } => new("disk-full", transient: true),
        _ => new("io-error", transient: true),
    };

    public static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (IsFileSystem(e))
        {
            throw Translate(e);
        }
    }
}

using DataRights.Cli.Terminal;

namespace DataRights.Cli.Access;

/// <summary>Files that only their owner may read: 0600 on Unix, in a directory of 0700. Written whole or not at all.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>The text; null when there is no such file.</summary>
    /// <exception cref="CommandException">Others may read it, or it cannot be read.</exception>
    public static string? Read(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & ~DirectoryMode) != 0)
            {
                throw new CommandException($"{path} can be read by others, who could make tokens with it. Remove it, and start the host again for a new one.", ExitCodes.BadInput);
            }

            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read. See that it belongs to this user.", ExitCodes.BadInput);
        }
    }

    /// <summary>False when there is such a file already and <paramref name="overwrite"/> is not wanted.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static bool Write(string path, string text, bool overwrite)
    {
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            MakeDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using (var writer = new StreamWriter(draft, options))
            {
                writer.Write(text);
            }

            File.Move(draft, path, overwrite);
            return true;
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            File.Delete(draft);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written. See that its folder belongs to this user and that there is room on the disk.", ExitCodes.BadInput);
        }
    }

    private static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, DirectoryMode);
        }
    }
}

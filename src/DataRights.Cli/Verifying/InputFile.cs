using DataRights.Cli.Terminal;

namespace DataRights.Cli.Verifying;

/// <summary>Reads files that a command was given.</summary>
internal static class InputFile
{
    private const long Largest = 16 * 1024 * 1024;

    /// <exception cref="CommandException">There is no such file, or none that is small enough to be what was asked for.</exception>
    public static async Task<byte[]> ReadAsync(string file, string what, CancellationToken cancellationToken)
    {
        try
        {
            var info = new FileInfo(file);
            return !info.Exists ? throw Bad($"{file} is no file. Give {what}.")
                : info.Length > Largest ? throw Bad($"{file} is too large to be {what}.")
                : await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Bad($"{file} cannot be read. Give {what}, and mend its permissions if need be.");
        }
    }

    /// <summary>Reads and parses; a <see cref="FormatException"/> becomes bad input.</summary>
    public static async Task<T> ReadAsync<T>(string file, string what, Func<byte[], T> parse, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(file, what, cancellationToken);
        try
        {
            return parse(bytes);
        }
        catch (FormatException e)
        {
            throw Bad($"{file} is not {what}: {e.Message}");
        }
    }

    private static CommandException Bad(string message) => new(message, ExitCodes.BadInput);
}

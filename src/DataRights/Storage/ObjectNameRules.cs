using System.Buffers;

namespace DataRights.Storage;

/// <summary>
/// The rules for names that every adapter enforces: <c>/</c>-separated segments of ASCII letters, digits and <c>-_.</c>,
/// none empty, <c>.</c> or <c>..</c>; a segment has at most 200 characters, a name at most 900. Raises
/// <see cref="ArgumentException"/>, which does not repeat the name.
/// </summary>
public static class ObjectNameRules
{
    private const int MaxSegment = 200;
    private const int MaxName = 900;

    private static readonly SearchValues<char> Legal =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Raises when the name may not be used for an object.</summary>
    public static void Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!IsLegal(name))
        {
            throw new ArgumentException(
                $"An object name has 1 to {MaxName} characters: segments of ASCII letters, digits and '-_.', divided by '/', none empty, '.', '..' or over {MaxSegment} long.",
                nameof(name));
        }
    }

    /// <summary>Raises when no name could begin so. The empty prefix is that of every object.</summary>
    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length > 0 && !IsLegal(prefix + "x"))
        {
            throw new ArgumentException("A prefix must be the beginning of a legal object name.", nameof(prefix));
        }
    }

    /// <summary>Raises when the id may not be used for a staged block: 1 to 60 ASCII letters, digits and <c>-_</c>.</summary>
    public static void CheckBlockId(string blockId)
    {
        ArgumentNullException.ThrowIfNull(blockId);
        if (!IsLegalBlockId(blockId))
        {
            throw new ArgumentException("A block id has 1 to 60 characters: ASCII letters, digits, '-' and '_'.", nameof(blockId));
        }
    }

    public static bool IsLegalBlockId(string blockId) => blockId.Length is > 0 and <= 60 && !blockId.Contains('.') && IsLegalSegment(blockId);

    public static bool IsLegal(string name)
    {
        if (name.Length is 0 or > MaxName)
        {
            return false;
        }

        foreach (var segment in name.AsSpan().Split('/'))
        {
            if (!IsLegalSegment(name.AsSpan(segment)))
            {
                return false;
            }
        }

        return true;
    }

    internal static bool IsLegalSegment(ReadOnlySpan<char> segment) =>
        segment.Length is > 0 and <= MaxSegment && segment is not ("." or "..") && !segment.ContainsAnyExcept(Legal);
}

using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DataRights.Mapping;

namespace DataRights.Sql.Retention;

/// <summary>Coarsening that SQLite cannot do itself; each gives what PostgreSQL's expression gives.</summary>
internal static class SqliteCoarsening
{
    private const string Separators = " /_;,(.+-";

    private static readonly SearchValues<char> Scheme = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-");

    private static readonly ConcurrentDictionary<string, string[][]> Templates = new();

    /// <summary>The browser of a user agent; of another text what stands before the first digit, without separators and a lone 'v': <c>Safari/v17</c> is Safari.</summary>
    public static string? Family(string? text) => text switch
    {
        null => null,
        _ when !Array.Exists(UserAgents.Beginnings, b => text.StartsWith(b, StringComparison.Ordinal)) => Name(text),
        _ when Has(text, UserAgents.Bots) => UserAgents.Bot,
        _ => Array.Find(UserAgents.Browsers, b => text.Contains(b.Part, StringComparison.Ordinal)).Family ?? UserAgents.Other,
    };

    public static string? DeviceClass(string? text) => text switch
    {
        null or "" => null,
        _ when Has(text, UserAgents.Bots) => UserAgents.Bot,
        _ when Has(text, UserAgents.Tablets) => "tablet",
        _ when Has(text, UserAgents.Mobiles) => "mobile",
        _ when Has(text, [UserAgents.Android]) => "tablet",
        _ when Has(text, UserAgents.Desktops) => "desktop",
        _ => UserAgents.Other,
    };

    public static string? Country(string? text) => IsCode(text) ? Upper(text![..2]) : null;

    public static string? Region(string? text) => IsCode(text) && text!.Length > 2 ? Upper(text) : null;

    /// <summary>The template, of those in lines, that the path matches: without scheme, host, query, fragment and a slash at the end.</summary>
    public static string? Route(string? text, string lines)
    {
        if (text is null)
        {
            return null;
        }

        var path = Path(text);
        var parts = path.Split('/');
        return Array.Find(Templates.GetOrAdd(lines, l => [.. l.Split('\n').Select(t => t.Split('/'))]), t => Matches(t, parts)) is { } found ? string.Join('/', found) : KeptColumn.Other;
    }

    /// <summary>The first bits of an address; anything but one in its common spelling becomes null.</summary>
    public static string? Network(string? text, long bits4, long bits6)
    {
        if (text is null || !IPAddress.TryParse(text, out var address))
        {
            return null;
        }

        var isFour = address.AddressFamily == AddressFamily.InterNetwork;
        var usual = isFour
            ? address.ToString() == text
            : text.AsSpan().IndexOfAny("%[/") < 0 && (!text.Contains('.', StringComparison.Ordinal) || IsMapped(text));
        return usual ? Masked(address, (int)(isFour ? bits4 : bits6)) : null;
    }

    private static string Masked(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] &= (byte)(0xFF00 >> Math.Clamp(bits - (i * 8), 0, 8));
        }

        return new IPAddress(bytes).ToString();
    }

    private static string? Name(string text)
    {
        var digit = text.AsSpan().IndexOfAnyInRange('0', '9');
        var name = text;
        if (digit >= 0)
        {
            name = text[..digit].TrimEnd(Separators.ToCharArray());
            if (name.Length > 1 && name[^1] is 'v' or 'V' && Separators.Contains(name[^2], StringComparison.Ordinal))
            {
                name = name[..^1].TrimEnd(Separators.ToCharArray());
            }
        }

        name = name.Trim(' ');
        return name.Length == 0 ? null : name;
    }

    private static string Path(string text)
    {
        var end = text.AsSpan().IndexOfAny("?#");
        var path = end < 0 ? text : text[..end];
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && char.IsAsciiLetter(path[0]) && path.AsSpan(0, scheme).IndexOfAnyExcept(Scheme) < 0)
        {
            var slash = path.IndexOf('/', scheme + 3);
            path = slash < 0 ? "" : path[slash..];
        }

        path = path.TrimEnd('/');
        return path.Length == 0 ? "/" : path;
    }

    private static bool Matches(string[] template, string[] parts) =>
        template.Length == parts.Length && template.Zip(parts).All(p => p.First == "{}" ? p.Second.Length > 0 : p.First == p.Second);

    private static bool IsCode(string? text) =>
        text is { Length: 2 or >= 4 and <= 6 } && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1])
        && (text.Length == 2 || (text[2] == '-' && text[3..].All(char.IsAsciiLetterOrDigit)));

    private static bool IsMapped(string text)
    {
        var start = text.StartsWith("::ffff:", StringComparison.OrdinalIgnoreCase) ? 7 : 2;
        return text.StartsWith("::", StringComparison.Ordinal) && IPAddress.TryParse(text.AsSpan(start), out var four) && four.ToString() == text[start..];
    }

    private static bool Has(string text, string[] parts)
    {
        // A to Z alone, as PostgreSQL does it under the collation "C".
        var lower = string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c));
        return Array.Exists(parts, p => lower.Contains(p, StringComparison.Ordinal));
    }

    private static string Upper(string text) => text.ToUpperInvariant();
}

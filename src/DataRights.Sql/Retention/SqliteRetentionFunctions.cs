using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sql.Dialects;
using Microsoft.Data.Sqlite;

namespace DataRights.Sql.Retention;

/// <summary>Coarsening that SQLite cannot do itself; each gives what PostgreSQL's expression gives.</summary>
internal static class SqliteRetentionFunctions
{
    private const string Separators = " /_;,(.+-";

    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Zones = new();

    public static void Register(SqliteConnection connection)
    {
        connection.CreateFunction<string?, string?>("dr_family", Family, isDeterministic: true);
        connection.CreateFunction<string?, string?>("dr_network", Network, isDeterministic: true);
        connection.CreateFunction<long?, string, string, string?>("dr_period", Period, isDeterministic: true);
        connection.CreateFunction<string, string, string?>("dr_period_of_date", PeriodOfDate, isDeterministic: true);
    }

    /// <summary>What stands before the first digit, without separators and a lone 'v': <c>Safari/v17</c> is Safari.</summary>
    public static string? Family(string? text)
    {
        if (text is null)
        {
            return null;
        }

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

    /// <summary>IPv4 to /24, IPv6 to /48; anything but an address in its common spelling becomes null.</summary>
    public static string? Network(string? text)
    {
        if (text is null || !IPAddress.TryParse(text, out var address))
        {
            return null;
        }

        var usual = address.AddressFamily == AddressFamily.InterNetwork
            ? address.ToString() == text
            : text.AsSpan().IndexOfAny("%[/") < 0 && (!text.Contains('.', StringComparison.Ordinal) || IsMapped(text));
        return usual ? SqliteFunctions.TruncateIp(text) : null;
    }

    private static bool IsMapped(string text)
    {
        var start = text.StartsWith("::ffff:", StringComparison.OrdinalIgnoreCase) ? 7 : 2;
        return text.StartsWith("::", StringComparison.Ordinal) && IPAddress.TryParse(text.AsSpan(start), out var four) && four.ToString() == text[start..];
    }

    private static string? Period(long? seconds, string level, string zone) => seconds is { } s
        ? RetentionPeriods.Text(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(s), Zones.GetOrAdd(zone, TimeZoneInfo.FindSystemTimeZoneById)).DateTime, Enum.Parse<Generalization>(level))
        : null;

    // A date has no hour to keep.
    private static string? PeriodOfDate(string date, string level) => Enum.Parse<Generalization>(level) is var l && l == Generalization.Hour
        ? null
        : RetentionPeriods.Text(DateTime.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture), l);
}

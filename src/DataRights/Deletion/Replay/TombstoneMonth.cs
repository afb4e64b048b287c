using System.Globalization;
using DataRights.Mapping;

namespace DataRights.Deletion.Replay;

/// <summary>A month of tombstones, as <c>yyyy-MM</c> in UTC, and how long they are of use: as long as any backup from it may live.</summary>
public static class TombstoneMonth
{
    private const string Format = "yyyy-MM";

    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>When the last backup of the month is gone, by the longest <c>backups</c> of the map's sources; its end when the map declares none. Null when the text is no month.</summary>
    public static DateTimeOffset? ExpiryOf(string month, DataMap map) =>
        DateTime.TryParseExact(month, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var start)
            ? Longest(map, new DateTimeOffset(start, TimeSpan.Zero).AddMonths(1))
            : null;

    /// <summary>Whether the map declares backups at all: without any there is nothing that a deletion could come back from.</summary>
    public static bool HasBackups(DataMap map) => map.Sources.Any(s => s.Backups is not null);

    private static DateTimeOffset Longest(DataMap map, DateTimeOffset end) =>
        map.Sources.Select(s => s.Backups?.After(end) ?? end).Append(end).Max();
}

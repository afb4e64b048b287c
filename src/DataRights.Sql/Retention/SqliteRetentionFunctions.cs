using System.Collections.Concurrent;
using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention;
using Microsoft.Data.Sqlite;

namespace DataRights.Sql.Retention;

/// <summary>Functions for retention that SQLite lacks.</summary>
internal static class SqliteRetentionFunctions
{
    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Zones = new();

    private static readonly ConcurrentDictionary<string, WallClock> Clocks = new();

    public static void Register(SqliteConnection connection)
    {
        connection.CreateFunction<string?, string?>("dr_family", SqliteCoarsening.Family, isDeterministic: true);
        connection.CreateFunction<string?, string?>("dr_device_class", SqliteCoarsening.DeviceClass, isDeterministic: true);
        connection.CreateFunction<string?, string?>("dr_country", SqliteCoarsening.Country, isDeterministic: true);
        connection.CreateFunction<string?, string?>("dr_region", SqliteCoarsening.Region, isDeterministic: true);
        connection.CreateFunction<string?, string, string?>("dr_route", SqliteCoarsening.Route, isDeterministic: true);
        connection.CreateFunction<string?, long, long, string?>("dr_network", SqliteCoarsening.Network, isDeterministic: true);
        connection.CreateFunction<long?, string, string, string?>("dr_period", Period, isDeterministic: true);
        connection.CreateFunction<long?, string, string, string, string?>("dr_reading_period", ReadingPeriod, isDeterministic: true);
        connection.CreateFunction<long?, string, long?>("dr_offset", Offset, isDeterministic: true);
        connection.CreateFunction<string, string, string?>("dr_period_of_date", PeriodOfDate, isDeterministic: true);
    }

    private static string? Period(long? seconds, string level, string zone) => seconds is { } s
        ? RetentionPeriods.Text(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(s), Zones.GetOrAdd(zone, TimeZoneInfo.FindSystemTimeZoneById)).DateTime, Enum.Parse<Generalization>(level))
        : null;

    // SQLite gives what a clock showed as if it were UTC. Where it hangs in the rule's own zone, what it showed is the local time.
    private static string? ReadingPeriod(long? seconds, string level, string zoneless, string zone) => seconds is not { } s ? null
        : zoneless == zone ? RetentionPeriods.Text(DateTimeOffset.FromUnixTimeSeconds(s).DateTime, Enum.Parse<Generalization>(level))
        : Period(s - Offset(s, zoneless), level, zone);

    private static long? Offset(long? seconds, string zoneless) => seconds is { } s
        ? s - Clocks.GetOrAdd(zoneless, WallClock.In).MomentOf(DateTimeOffset.FromUnixTimeSeconds(s).DateTime).ToUnixTimeSeconds()
        : null;

    // A date has no hour to keep.
    private static string? PeriodOfDate(string date, string level) => Enum.Parse<Generalization>(level) is var l && l == Generalization.Hour
        ? null
        : RetentionPeriods.Text(DateTime.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture), l);
}

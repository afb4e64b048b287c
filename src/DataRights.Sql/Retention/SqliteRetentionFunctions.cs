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

    public static void Register(SqliteConnection connection)
    {
        connection.CreateFunction<string?, string?>("dr_family", SqliteCoarsening.Family, isDeterministic: true);
        connection.CreateFunction<string?, string?>("dr_device_class", SqliteCoarsening.DeviceClass, isDeterministic: true);
        connection.CreateFunction<string?, string?>("dr_country", SqliteCoarsening.Country, isDeterministic: true);
        connection.CreateFunction<string?, string?>("dr_region", SqliteCoarsening.Region, isDeterministic: true);
        connection.CreateFunction<string?, string, string?>("dr_route", SqliteCoarsening.Route, isDeterministic: true);
        connection.CreateFunction<string?, long, long, string?>("dr_network", SqliteCoarsening.Network, isDeterministic: true);
        connection.CreateFunction<long?, string, string, string?>("dr_period", Period, isDeterministic: true);
        connection.CreateFunction<string, string, string?>("dr_period_of_date", PeriodOfDate, isDeterministic: true);
    }

    private static string? Period(long? seconds, string level, string zone) => seconds is { } s
        ? RetentionPeriods.Text(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(s), Zones.GetOrAdd(zone, TimeZoneInfo.FindSystemTimeZoneById)).DateTime, Enum.Parse<Generalization>(level))
        : null;

    // A date has no hour to keep.
    private static string? PeriodOfDate(string date, string level) => Enum.Parse<Generalization>(level) is var l && l == Generalization.Hour
        ? null
        : RetentionPeriods.Text(DateTime.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture), l);
}

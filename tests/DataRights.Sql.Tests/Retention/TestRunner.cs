using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Retention.Reports;
using DataRights.Sources;
using DataRights.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace DataRights.Sql.Tests.Retention;

/// <summary>A runner of a map that has nothing but rules, by a clock of the test's own.</summary>
internal static class TestRunner
{
    /// <param name="store">The database.</param>
    /// <param name="ledger">Where the runs are written down.</param>
    /// <param name="now">The test's date.</param>
    /// <param name="rules">The map's rules.</param>
    /// <param name="reports">Where risk reports go; nowhere when null.</param>
    /// <param name="clock">What the database's clock shows; it is not asked when null.</param>
    public static RetentionRunner Of(
        IRetentionStore store, ILedger ledger, DateTimeOffset now, RetentionRule[] rules, RiskReportStore? reports = null, Func<DateTimeOffset?>? clock = null) =>
        new(MapOf(rules), new SourceSet([], [], [ClocklessStore.Over(store, clock)]), ledger, new SteppingTime(now), NullLogger<RetentionRunner>.Instance, reports: reports);

    private static DataMap MapOf(RetentionRule[] rules) => new()
    {
        Name = "test",
        Version = 1,
        Controller = null!,
        Clock = new ClockRules("gdpr", IsoDuration.FromDays(30), IsoDuration.Zero, IsoDuration.FromDays(7)),
        Identifiers = [],
        Sources = [],
        Collections = [],
        Retention = rules,
        Hash = "",
    };
}

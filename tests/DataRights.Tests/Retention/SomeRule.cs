using DataRights.Mapping;
using DataRights.Retention;

namespace DataRights.Tests.Retention;

/// <summary>A rule, and what a publication of it returned.</summary>
internal static class SomeRule
{
    public static readonly RetentionRule Views = new()
    {
        Name = "page_views",
        Source = "main",
        From = "page_views",
        Time = "viewed_at",
        Zone = "Europe/Berlin",
        Window = IsoDuration.FromDays(90),
        Person = ["user_id", "device_id"],
        Keep = [new("browser", Generalization.Family), new("ip", Generalization.TruncateIp), new("viewed_at", Generalization.Day)],
        Measures = [new("views", MeasureKind.Count, null)],
        Into = "page_views_daily",
        MinimumPeople = 5,
    };

    /// <summary>Four cells of 1, 1, 6 and 150 to 160 people; the last two were published, the first two became no residual.</summary>
    public static PublishedPeriod Published(DateOnly first) => new("page_views", first, PublicationPeriod.Day, AlreadyPublished: false)
    {
        RawRows = 400,
        CellsPublished = 2,
        CellsSuppressed = 2,
        RowsPublished = 390,
        RowsSuppressed = 10,
        Residual = ResidualFate.Suppressed,
        ResidualRows = 10,
        ResidualPeople = 2,
        SmallestCell = 6,
        Dominance = 40,
        Classes = [new(1, false, 2, 10, 2), new(6, true, 1, 9, 6), new(128, true, 1, 381, 154)],
    };
}

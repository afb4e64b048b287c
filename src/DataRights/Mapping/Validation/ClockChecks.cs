using System.Globalization;
using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>A deletion that begins after its grace period can still be verified, and retried, before the law's limit.</summary>
internal static class ClockChecks
{
    /// <summary>What a deletion may lose to a store that is away.</summary>
    public static readonly TimeSpan RetryReserve = TimeSpan.FromDays(3);

    private const int DaysOfFourYears = 1461;

    public static void Run(DataMap map, MapFindings findings)
    {
        if (findings.Within("$.clock") || !findings.Has("$.clock"))
        {
            return;
        }

        var clock = map.Clock;
        var first = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);
        if (clock.ArchiveLifetime.IsZero)
        {
            findings.Add(MapCodes.BadDuration, "$.clock.archiveLifetime", "An archive would be destroyed before anyone could download it.", "Write for instance P7D.");
        }

        if (clock.ArchiveDownloads < 1)
        {
            findings.Add(MapCodes.DownloadsInvalid, "$.clock.archiveDownloads", "An archive could not be downloaded even once.", "Write how often it may be handed out, 1 or more, or leave it out for 10.");
        }

        if (clock.ExportEvery.After(first) > clock.AnswerWithin.After(first))
        {
            findings.Add(MapCodes.ClockTooTight, "$.clock.exportEvery",
                $"A person who asks for a copy again would have to wait longer ({clock.ExportEvery}) than a request may take ({clock.AnswerWithin}).", "Shorten \"exportEvery\"; P1D is usual.");
        }

        // Months differ in length, so every day of a leap cycle is tried as the day of receipt.
        var late = Enumerable.Range(0, DaysOfFourYears).Select(day => first.AddDays(day))
            .Where(day => clock.Settle.After(clock.DeletionGrace.After(day)) + RetryReserve > clock.AnswerWithin.After(day))
            .Select(day => (DateTimeOffset?)day)
            .FirstOrDefault();
        if (late is { } received)
        {
            var path = findings.Has("$.clock.deletionGrace") ? "$.clock.deletionGrace" : "$.clock";
            findings.Add(MapCodes.ClockTooTight, path,
                string.Create(CultureInfo.InvariantCulture,
                    $"A deletion received on {received:yyyy-MM-dd} could not end in time: {clock.DeletionGrace} of grace, {clock.Settle} to settle and {RetryReserve.Days} days in reserve for retries go beyond {clock.AnswerWithin}."),
                "Shorten \"deletionGrace\" or \"settle\".");
        }
    }
}

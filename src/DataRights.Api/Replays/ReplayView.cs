using DataRights.Deletion.Replay;

namespace DataRights.Api.Replays;

/// <summary>A replay as callers see it: ids, codes and counts.</summary>
public sealed record ReplayView(
    string Id, DateTimeOffset Since, string? Source, bool DryRun, DateTimeOffset Started, DateTimeOffset? Finished, bool Stuck,
    IReadOnlyList<string> Restored, ReplayCounts Counts, IReadOnlyList<ReplayItem> Deletions, IReadOnlyList<ReplayedRule> Retention, IReadOnlyList<string> Findings)
{
    public static ReplayView Of(ReplayReport report) => new(
        report.Id, report.Since, report.Source, report.DryRun, report.Started, report.Finished, report.Stuck, report.Restored,
        new ReplayCounts(
            report.Count(ReplayVerdict.Replayed),
            report.Count(ReplayVerdict.NothingThere),
            report.Count(ReplayVerdict.RegisteredAgain),
            report.Count(ReplayVerdict.DifferentPerson),
            report.Count(ReplayVerdict.KeyDestroyed),
            report.Count(ReplayVerdict.Unfinished),
            report.Count(ReplayVerdict.RootUnknown)),
        report.Items, report.Rules, report.Findings);
}

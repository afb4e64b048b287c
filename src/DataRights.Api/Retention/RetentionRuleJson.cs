using DataRights.Retention.Status;

namespace DataRights.Api.Retention;

/// <summary>A rule with its newest periods first.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Source">The source of the map.</param>
/// <param name="Into">The table of aggregates.</param>
/// <param name="Window">How old raw rows may become (ISO 8601).</param>
/// <param name="Problem">Why the database could not be asked; left out when it was.</param>
/// <param name="Labels">How many of the periods listed are pseudonymous, anonymous and unknown.</param>
/// <param name="Periods">The periods.</param>
public sealed record RetentionRuleJson(
    string Rule, string Source, string Into, string Window, string? Problem, IReadOnlyDictionary<string, int> Labels, IReadOnlyList<PublishedPeriodJson> Periods)
{
    public static RetentionRuleJson Of(RuleState state, DateTimeOffset now) => new(
        state.Rule.Name, state.Rule.Source, state.Rule.Into, state.Rule.Window.ToString(), state.Problem,
        Enum.GetValues<OutputLabel>().ToDictionary(l => l.ToString().ToLowerInvariant(), l => state.Count(l, now)),
        [.. state.Periods.Select(p => PublishedPeriodJson.Of(p, state.Backups, now))]);
}

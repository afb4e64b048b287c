using DataRights.Mapping;

namespace DataRights.Retention.Preview;

/// <summary>What a rule would publish, at its own levels and at others. Nothing was written.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Period">What is published at once.</param>
/// <param name="First">The first day of the oldest period assessed.</param>
/// <param name="End">The first day after the newest.</param>
/// <param name="MinimumPeople">The k of the rule.</param>
/// <param name="Threshold">The share of rows that the suggestion may keep back.</param>
/// <param name="Current">What the map's levels would do.</param>
/// <param name="Options">Each column at each level that makes sense for it.</param>
/// <param name="Suggestion">Levels to consider.</param>
/// <param name="Complete">False when the time was used up before everything was assessed.</param>
public sealed record RetentionPreview(
    string Rule, PublicationPeriod Period, DateOnly First, DateOnly End, int MinimumPeople, double Threshold,
    LevelFigures Current, IReadOnlyList<LevelOption> Options, LevelSuggestion Suggestion, bool Complete)
{
    /// <summary>What is wrong with the map's levels as a whole, and how to mend it; empty when nothing is.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];
}

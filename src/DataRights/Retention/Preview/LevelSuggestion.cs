using DataRights.Retention.Reports;

namespace DataRights.Retention.Preview;

/// <summary>Levels to consider. A greedy search found them, so better ones may exist.</summary>
/// <param name="Levels">Every column of the map's rule with its level; <c>drop</c> for not keeping it.</param>
/// <param name="Figures">What they would do.</param>
/// <param name="Steps">How they were found, in words, step by step; empty when the map's own levels are the suggestion.</param>
/// <param name="Meets">Whether they keep the suppressed share of rows at the threshold or below.</param>
public sealed record LevelSuggestion(IReadOnlyList<ReportedLevel> Levels, LevelFigures Figures, IReadOnlyList<string> Steps, bool Meets);

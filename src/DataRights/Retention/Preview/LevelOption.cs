namespace DataRights.Retention.Preview;

/// <summary>One column at one level, all else as the map has it.</summary>
/// <param name="Column">The column.</param>
/// <param name="Level">The level, in the map's words; <c>drop</c> for not keeping the column.</param>
/// <param name="Current">Whether it is the map's.</param>
/// <param name="Figures">What it would do; null where that could not be told.</param>
/// <param name="Problem">Why it could not.</param>
public sealed record LevelOption(string Column, string Level, bool Current, LevelFigures? Figures, string? Problem);

namespace DataRights.Mapping;

/// <summary>A column whose value a cell must not give away (distinct l-diversity, Machanavajjhala et al. 2007).</summary>
/// <param name="Column">Kept or not.</param>
/// <param name="Values">At least so many different values stand in rows of people who cannot be told apart; null is none. At least 2.</param>
public sealed record SensitiveColumn(string Column, int Values);

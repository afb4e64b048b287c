namespace DataRights.Retention.Risk;

/// <summary>Equivalence classes of about one size.</summary>
/// <param name="Size">No class here is smaller; where sizes are told apart exactly, each is of this size.</param>
/// <param name="Classes">How many there are.</param>
/// <param name="Members">All of their members together.</param>
public sealed record SizeClass(long Size, long Classes, long Members);

namespace DataRights.Mapping;

/// <summary>The cap that holds for a collection; see <see cref="Cap"/>.</summary>
public sealed record CapLimits(long Rows, long Files, int Share, long OfAtLeast);

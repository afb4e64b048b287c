namespace DataRights.Mapping;

/// <summary>
/// How much of one person's data a deletion may take before an operator is asked: all in all, and of each collection that says
/// nothing of its own. What a map leaves out has a default; <see cref="Cap.DefaultShare"/> and its neighbours say which.
/// </summary>
/// <param name="TotalRows">Rows over all databases.</param>
/// <param name="TotalFiles">Files over all stores of files.</param>
/// <param name="Each">For every collection.</param>
public sealed record CapRules(long TotalRows, long TotalFiles, Cap Each)
{
    public const long DefaultTotalRows = 1_000_000;
    public const long DefaultTotalFiles = 100_000;

    public static CapRules Default { get; } = new(DefaultTotalRows, DefaultTotalFiles, new Cap(null, null, null, null));

    /// <summary>The cap of a collection, with everything filled in.</summary>
    public CapLimits Of(Collection collection) => new(
        collection.Caps?.Rows ?? Each.Rows ?? Cap.DefaultRows,
        collection.Caps?.Files ?? Each.Files ?? Cap.DefaultFiles,
        collection.Caps?.Share ?? Each.Share ?? Cap.DefaultShare,
        collection.Caps?.OfAtLeast ?? Each.OfAtLeast ?? Cap.DefaultOfAtLeast);
}

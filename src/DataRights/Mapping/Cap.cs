namespace DataRights.Mapping;

/// <summary>What a map says of a collection's cap; null is what it leaves to the map's own default, then to this system's.</summary>
/// <param name="Rows">A deletion that takes more rows than this needs an operator's approval. 0: every one that takes any.</param>
/// <param name="Files">The same for files.</param>
/// <param name="Share">More than this percentage of the table, 1 to 100; 100 asks never.</param>
/// <param name="OfAtLeast">The share counts for tables of at least so many rows: half of a small table is nobody's alarm.</param>
public sealed record Cap(long? Rows, long? Files, int? Share, long? OfAtLeast)
{
    public const long DefaultRows = 500_000;
    public const long DefaultFiles = 50_000;
    public const int DefaultShare = 25;
    public const long DefaultOfAtLeast = 10_000;
}

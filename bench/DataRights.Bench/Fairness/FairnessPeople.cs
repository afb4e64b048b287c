namespace DataRights.Bench.Fairness;

/// <summary>Who is who: the large ones first, then the small ones.</summary>
internal static class FairnessPeople
{
    /// <summary>Is exported, then deleted, alone.</summary>
    public const int Largest = 1;

    public const int FirstLarge = 2;
    public const int LastLarge = 9;
    public const int FirstSmall = 10;

    /// <summary>Two parts with one large request and one with many; the small ones come before, beside and after, once each.</summary>
    public static int SmallIn(int requests) => 3 * 2 * requests;
}

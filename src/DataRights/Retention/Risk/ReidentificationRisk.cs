namespace DataRights.Retention.Risk;

/// <summary>
/// The risk of being singled out in a table under the prosecutor model: the intruder knows that a certain person is in
/// it, and knows everything about that person that the published columns say. In a class of n people the guess is right
/// with probability 1/n. The figures are El Emam's (<i>Guide to the De-Identification of Personal Health Information</i>,
/// 2013, ch. 16; Institute of Medicine, <i>Sharing Clinical Trial Data</i>, 2015, app. B). Somebody who only may be in the
/// table (journalist model) is at no higher risk; an intruder who tries everybody (marketer model) is right for the share
/// <see cref="Average"/>. All zero for an empty table.
/// </summary>
/// <param name="Classes">Equivalence classes: cells of the table.</param>
/// <param name="People">People, once for each class that they are in.</param>
/// <param name="K">The smallest class: the table is k-anonymous for this k (Sweeney 2002).</param>
/// <param name="Unique">The share of people who are alone in their class: sample uniqueness.</param>
/// <param name="Average">The mean of 1/n over people, which is classes ÷ people (<i>R_c</i>).</param>
/// <param name="Highest">The highest 1/n (<i>R_b</i>).</param>
public sealed record ReidentificationRisk(long Classes, long People, long K, double Unique, double Average, double Highest)
{
    /// <summary>The risk of a table of these classes. Where sizes are not told apart exactly it is never told too low.</summary>
    public static ReidentificationRisk Of(ClassSizes sizes) => sizes.Members == 0
        ? new(0, 0, 0, 0, 0, 0)
        : new(sizes.Classes, sizes.Members, sizes.Smallest, ShareAbove(sizes, 0.5), (double)sizes.Classes / sizes.Members, 1d / sizes.Smallest);

    /// <summary>The share of people whose own risk 1/n is above the threshold (<i>R_a</i>).</summary>
    public static double ShareAbove(ClassSizes sizes, double threshold) => sizes.Members == 0
        ? 0
        : (double)sizes.Histogram.Where(c => 1d / c.Size > threshold).Sum(c => c.Members) / sizes.Members;
}

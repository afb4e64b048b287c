namespace DataRights.Requests;

/// <summary>
/// What an operator is asked to approve of a deletion, and then what was approved: why, by which map, and how many rows and
/// files of each collection. Good for no more than that and some leeway, since people go on using what is theirs.
/// </summary>
/// <param name="MapHash">The map that it was planned by. Under another one it is good for nothing.</param>
/// <param name="At">When it was asked; once approved, when that was.</param>
/// <param name="Codes">Why; see <see cref="Deletion.Approving.ApprovalCodes"/>.</param>
/// <param name="Counts">Rows or files by collection.</param>
public sealed record Approval(string MapHash, DateTimeOffset At, IReadOnlyList<string> Codes, IReadOnlyDictionary<string, long> Counts)
{
    /// <summary>The outcome of a request that waits for it.</summary>
    public const string Needed = "approval-needed";

    /// <summary>So many rows of a collection more than were approved are approved with them, or a tenth more, whichever is more.</summary>
    public const long Leeway = 100;

    /// <summary>Whether those counts are approved under that map.</summary>
    public bool Covers(string mapHash, IReadOnlyDictionary<string, long> counts) =>
        mapHash == MapHash && counts.All(c => c.Value <= Most(Counts.GetValueOrDefault(c.Key)));

    private static long Most(long approved) => approved + Math.Max(Leeway, approved / 10);
}

namespace DataRights.Export.Release;

/// <summary>What a review says of an archive.</summary>
/// <param name="Withheld">Why it must not be released, as the outcome code of the request; null when it may be.</param>
/// <param name="Findings">Sentences for operators, also of an archive that is released; nothing personal.</param>
public sealed record ArchiveVerdict(string? Withheld, IReadOnlyList<string> Findings)
{
    /// <summary>Counts for the ledger.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    public static ArchiveVerdict Released { get; } = new(null, []);
}

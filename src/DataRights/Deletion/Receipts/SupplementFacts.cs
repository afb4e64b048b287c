namespace DataRights.Deletion.Receipts;

/// <summary>What has come true since a receipt was issued. Map names, codes, counts and moments only.</summary>
public sealed record SupplementFacts
{
    /// <summary>Recipients whose status is another one now.</summary>
    public IReadOnlyList<RecipientFact> Recipients { get; init; } = [];

    /// <summary>Held or retained rows that are gone now.</summary>
    public IReadOnlyList<DeletedSinceFact> Deleted { get; init; } = [];
}

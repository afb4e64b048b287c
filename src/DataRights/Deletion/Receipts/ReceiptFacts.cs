namespace DataRights.Deletion.Receipts;

/// <summary>What parts of the system beside the databases have to say in a receipt. Map names, codes, counts and moments only.</summary>
public sealed record ReceiptFacts
{
    public static ReceiptFacts None { get; } = new();

    public IReadOnlyList<RecipientFact> Recipients { get; init; } = [];

    public IReadOnlyList<HeldFact> Held { get; init; } = [];

    public IReadOnlyList<MentionFact> Mentions { get; init; } = [];

    public IReadOnlyList<NotSearchedFact> NotSearched { get; init; } = [];

    /// <summary>Both, in that order.</summary>
    public ReceiptFacts And(ReceiptFacts other) => new()
    {
        Recipients = [.. Recipients, .. other.Recipients],
        Held = [.. Held, .. other.Held],
        Mentions = [.. Mentions, .. other.Mentions],
        NotSearched = [.. NotSearched, .. other.NotSearched],
    };
}

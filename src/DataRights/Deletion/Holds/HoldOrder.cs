namespace DataRights.Deletion.Holds;

/// <summary>What a hold is asked for on.</summary>
/// <param name="Reason">A code of the controller's own: 1 to 60 lower-case letters, digits and dashes.</param>
/// <param name="PlacedBy">The role of who asks.</param>
public sealed record HoldOrder(string Reason, string PlacedBy)
{
    /// <summary>Names the person by name and value; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Identifiers { get; init; }

    /// <summary>Names the person by one of the person's requests, also when no identifier finds the person any more.</summary>
    public string? Request { get; init; }

    public string? Collection { get; init; }

    /// <summary>A condition in the map's language, on rows of the collection.</summary>
    public string? When { get; init; }

    /// <summary>Null for <see cref="IHolds.ReviewedAfter"/> from now.</summary>
    public DateTimeOffset? ReviewBy { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => $"hold for {Reason}";
}

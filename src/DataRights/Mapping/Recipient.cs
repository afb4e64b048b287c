namespace DataRights.Mapping;

/// <summary>A third party that receives data, with the safeguard for a transfer abroad (GDPR Art. 15(1)(c), 15(2)).</summary>
public sealed record Recipient(string Name, string Purpose, string? Country, string? Safeguards)
{
    /// <summary>How long a deletion waits for a recipient's confirmation unless the map says otherwise.</summary>
    public static IsoDuration DefaultConfirmWithin { get; } = IsoDuration.FromDays(3);

    /// <summary>The source of kind <c>http</c> by which it is told of deletions (GDPR Art. 19); null when this system does not tell it.</summary>
    public string? Source { get; init; }

    /// <summary>What it knows a person by. Nothing else leaves the system.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>How long a deletion waits for its confirmation before the receipt lists it as outstanding.</summary>
    public IsoDuration ConfirmWithin { get; init; } = DefaultConfirmWithin;

    public ConfirmedBy Confirm { get; init; }
}

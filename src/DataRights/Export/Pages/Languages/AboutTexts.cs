namespace DataRights.Export.Pages.Languages;

/// <summary>The texts that answer GDPR Art. 15(1)(a) to (h) and 15(2).</summary>
internal sealed record AboutTexts
{
    public required string Title { get; init; }

    public required string Intro { get; init; }

    public required string Purposes { get; init; }

    public required string Data { get; init; }

    public required string Purpose { get; init; }

    public required string Basis { get; init; }

    public required string KeptFor { get; init; }

    public required string Categories { get; init; }

    public required string Unsaid { get; init; }

    public required string Anonymized { get; init; }

    public required string AnonymizedAfter { get; init; }

    public required string Recipients { get; init; }

    public required string NoRecipients { get; init; }

    public required string Country { get; init; }

    public required string Safeguards { get; init; }

    public required string Sources { get; init; }

    public required string FromYou { get; init; }

    public required string Decisions { get; init; }

    public required string NoDecisions { get; init; }

    public required string DecisionsUnsaid { get; init; }

    public required string Logic { get; init; }

    public required string Consequences { get; init; }

    public required string Rights { get; init; }

    public required string YouHaveTheRight { get; init; }

    /// <summary>In the order of <see cref="Rights.All"/>.</summary>
    public required IReadOnlyList<string> AllRights { get; init; }

    public required string UseThem { get; init; }

    public required string Complain { get; init; }

    public required string AnyAuthority { get; init; }

    public required string Snapshots { get; init; }

    public required string SnapshotsNote { get; init; }
}

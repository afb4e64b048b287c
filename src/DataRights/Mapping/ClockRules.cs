namespace DataRights.Mapping;

/// <summary>The periods a request lives by. <paramref name="AnswerWithin"/> is the law's limit (GDPR Art. 12(3): one month).</summary>
/// <param name="Regime">The law the clock follows, for instance <c>gdpr</c>.</param>
/// <param name="AnswerWithin">From receipt to the last moment a request may end.</param>
/// <param name="DeletionGrace">How long a deletion waits, and can be cancelled, before its first effect.</param>
/// <param name="ArchiveLifetime">How long an archive's bytes are kept for download.</param>
public sealed record ClockRules(string Regime, IsoDuration AnswerWithin, IsoDuration DeletionGrace, IsoDuration ArchiveLifetime)
{
    /// <summary>How long a verified deletion rests before it is verified once more and late arrivals are swept.</summary>
    public IsoDuration Settle { get; init; } = IsoDuration.FromDays(1);

    /// <summary>How often an archive may be handed out, unless an operator allows more.</summary>
    public int ArchiveDownloads { get; init; } = 10;

    /// <summary>How long after an export of a person was asked for the next may be, unless an operator allows it; zero for at once.</summary>
    public IsoDuration ExportEvery { get; init; } = IsoDuration.FromDays(1);
}

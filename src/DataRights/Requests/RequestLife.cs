namespace DataRights.Requests;

/// <summary>Questions about a record's state that more than one place asks.</summary>
internal static class RequestLife
{
    /// <summary>Whether the run that has the record has shown life lately.</summary>
    public static bool IsAlive(this RequestRecord record, DateTimeOffset now, RequestOptions options) =>
        record.Status == RequestStatus.Running && now - record.Heartbeat < options.DeadAfter;

    public static bool IsExport(this RequestRecord record) => record.Kind != RequestKind.Deletion;

    /// <summary>Whether it can be cancelled: nothing is under way, and what a deletion did cannot be undone.</summary>
    public static bool IsCancellable(this RequestRecord record) =>
        record.IsOpen && record.Status != RequestStatus.Running && (record.IsExport() || record.EffectsBegan is null);

    /// <summary>The record ended in that status.</summary>
    public static RequestRecord EndedAs(this RequestRecord record, RequestStatus status, string? outcome, IReadOnlyList<string> findings, DateTimeOffset now)
    {
        var ended = record.To(status, now, outcome) with { Ended = now, Findings = findings, NextAttempt = null };

        // A failed request can be retried, so it keeps what a retry needs. Any other has no more use for knowing the person.
        return status == RequestStatus.Failed ? ended : ended with { Checkpoint = null, SealedRootKey = null, SealedIdentifiers = null };
    }
}

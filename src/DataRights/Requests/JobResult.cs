namespace DataRights.Requests;

/// <summary>How a run of a job ended when nothing was thrown.</summary>
/// <param name="Kind">What comes next.</param>
/// <param name="Outcome">The code to keep in <see cref="RequestRecord.Outcome"/>.</param>
/// <param name="Findings">Sentences for operators.</param>
public sealed record JobResult(JobResultKind Kind, string? Outcome, IReadOnlyList<string> Findings)
{
    /// <summary>When to come back; only with <see cref="JobResultKind.Paused"/>.</summary>
    public DateTimeOffset? At { get; private init; }

    /// <summary>The time slice is used up; go on in a new message.</summary>
    public static JobResult Continue { get; } = new(JobResultKind.Continue, null, []);

    /// <summary>It is not the request's turn: go on in a later message.</summary>
    public static JobResult Later { get; } = new(JobResultKind.Later, null, []);

    /// <summary>Done for now; go on in a message that becomes visible then. The request can be seen as queued until that time.</summary>
    public static JobResult PausedUntil(DateTimeOffset at) => new(JobResultKind.Paused, null, []) { At = at };

    public static JobResult Completed(string outcome) => new(JobResultKind.Completed, outcome, []);

    /// <summary>Nothing more can be done until an operator acts.</summary>
    public static JobResult Waiting(string outcome, IReadOnlyList<string> findings) => new(JobResultKind.Waiting, outcome, findings);

    /// <summary>Ended without success.</summary>
    public static JobResult Failed(string outcome, IReadOnlyList<string> findings) => new(JobResultKind.Failed, outcome, findings);
}

namespace DataRights.Telemetry;

/// <summary>How a run ended, in the words of metrics and spans.</summary>
/// <param name="How">One of a closed set.</param>
/// <param name="Code">The outcome or the trouble's code; <c>none</c> where there is neither.</param>
internal sealed record RunVerdict(string How, string Code)
{
    public static RunVerdict Completed(string? outcome) => new("completed", outcome ?? Words.None);

    public static RunVerdict Continued { get; } = new("continued", Words.None);

    public static RunVerdict Waiting(string? outcome) => new("waiting", outcome ?? Words.None);

    public static RunVerdict Failed(string? outcome) => new("failed", outcome ?? Words.None);

    /// <summary>Sent again, to be tried later.</summary>
    public static RunVerdict Retried(string code) => new("retried", code);

    /// <summary>Another run of the subject is under way.</summary>
    public static RunVerdict Busy { get; } = new("busy", Words.None);

    /// <summary>Another request of the kind has taken its place.</summary>
    public static RunVerdict Superseded { get; } = new("superseded", Words.None);

    /// <summary>A newer run has it.</summary>
    public static RunVerdict Fenced { get; } = new("fenced", "fenced");

    /// <summary>The host stops.</summary>
    public static RunVerdict Stopped { get; } = new("stopped", "shutdown");

    /// <summary>Whether somebody may have to look at it.</summary>
    public bool IsError => How is "failed" or "retried";
}

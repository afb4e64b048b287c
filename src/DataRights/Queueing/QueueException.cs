namespace DataRights.Queueing;

/// <summary>The queue failed. Carries a code, never content.</summary>
public sealed class QueueException(string code, bool transient)
    : Exception($"The queue failed with {code}{(transient ? " (transient)" : "")}.")
{
    public string Code { get; } = code;

    public bool IsTransient { get; } = transient;
}

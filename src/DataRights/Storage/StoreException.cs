namespace DataRights.Storage;

/// <summary>The object store failed. Carries a code, never content.</summary>
public sealed class StoreException(string code, bool transient)
    : Exception($"The object store failed with {code}{(transient ? " (transient)" : "")}.")
{
    public string Code { get; } = code;

    public bool IsTransient { get; } = transient;
}

namespace DataRights.Sources;

/// <summary>
/// A source failed. The message holds the source's name and a code, never a value: the driver's exception, whose text
/// may quote data, is dropped on purpose.
/// </summary>
/// <param name="source">The source's name in the map.</param>
/// <param name="code">A short stable code, for instance <c>postgres-40001</c> or <c>unreachable</c>.</param>
/// <param name="transient">True when the same call may succeed later without anyone's doing.</param>
public sealed class SourceException(string source, string code, bool transient)
    : Exception($"Source '{source}' failed with {code}{(transient ? " (transient)" : "")}.")
{
    public string SourceName { get; } = source;

    public string Code { get; } = code;

    public bool IsTransient { get; } = transient;
}

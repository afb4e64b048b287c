namespace DataRights.Subjects;

/// <summary>The keys cannot be used. The message says what is wrong and how to mend it; it never holds key material.</summary>
/// <param name="message">What is wrong, and how to mend it.</param>
/// <param name="code">A short stable code.</param>
/// <param name="transient">True when it may pass by itself.</param>
public sealed class KeyRingException(string message, string code = "keys-unusable", bool transient = false) : Exception(message)
{
    public string Code { get; } = code;

    public bool IsTransient { get; } = transient;
}

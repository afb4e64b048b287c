namespace DataRights.Subjects;

/// <summary>The keys cannot be used. The message says what is wrong and how to mend it; it never holds key material.</summary>
public sealed class KeyRingException(string message) : Exception(message);

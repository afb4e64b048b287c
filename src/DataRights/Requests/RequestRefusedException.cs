namespace DataRights.Requests;

/// <summary>
/// A request is refused. The message is a sentence for its maker with what to mend; it names identifiers, never their values.
/// </summary>
/// <param name="code">
/// <c>identifier-unknown</c>, <c>identifier-missing</c>, <c>identifier-invalid</c>, <c>subject-contradicts</c>, <c>subject-ambiguous</c>,
/// <c>idempotency-key-reused</c>, <c>idempotency-key-invalid</c>, <c>client-reference-invalid</c>, <c>opening-salt-invalid</c>, <c>grace-required</c>, <c>hold-invalid</c>, <c>hold-released</c>, <c>subject-not-found</c>, <c>too-late</c>, <c>download-limit</c>, <c>export-too-soon</c>, <c>archive-missing</c>, <c>not-retryable</c> or <c>not-approvable</c>.
/// </param>
/// <param name="message">The sentence.</param>
/// <param name="pointer">The JSON pointer of the part of the body at fault, when there is one.</param>
public sealed class RequestRefusedException(string code, string message, string? pointer = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? Pointer { get; } = pointer;

    /// <summary>After how long the same may be asked again; null where waiting does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

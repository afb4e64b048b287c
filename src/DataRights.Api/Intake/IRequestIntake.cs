namespace DataRights.Api.Intake;

/// <summary>
/// Takes requests that account-settings pages queue by themselves. Idempotent by message id: the same message again is
/// the same request.
/// </summary>
public interface IRequestIntake
{
    /// <summary>
    /// Opens the message (a JWE in compact form, to our public key) and submits what it asks for. What is wrong with the
    /// message itself is a refusal with a code; trouble that may pass is thrown, and the message comes again.
    /// </summary>
    Task<IntakeResult> AcceptAsync(ReadOnlyMemory<byte> jwe, string messageId, CancellationToken cancellationToken);
}

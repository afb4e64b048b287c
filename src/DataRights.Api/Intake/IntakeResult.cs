namespace DataRights.Api.Intake;

/// <summary>What became of a queued request.</summary>
/// <param name="RequestId">The request; null when it was refused.</param>
/// <param name="RefusedCode">Why it was refused, as a code such as <c>malformed</c>; null when it was accepted.</param>
public sealed record IntakeResult(string? RequestId, string? RefusedCode)
{
    public static IntakeResult Accepted(string requestId) => new(requestId, null);

    public static IntakeResult Refused(string code) => new(null, code);
}

using System.Text;
using DataRights.Api.Problems;
using DataRights.Requests;

namespace DataRights.Api.Intake;

/// <summary>
/// Opens queued requests. A message is a JWE (RFC 7516) in compact form, <c>ECDH-ES</c> with <c>A256GCM</c>, to the key of its
/// <c>kid</c>. Codes of a refusal: <c>malformed</c>, <c>algorithm-refused</c>, <c>key-unknown</c>, <c>not-decryptable</c>,
/// <c>body-invalid</c> and those of a submission. Who may send is decided by the queue's own access rights: encryption says
/// nothing about the sender.
/// </summary>
public sealed class RequestIntake(IntakeKeys keys, IRequestService requests) : IRequestIntake
{
    public const string KeyAlgorithm = SealedMessage.KeyAlgorithm;
    public const string ContentAlgorithm = SealedMessage.ContentAlgorithm;

    /// <summary>Written down and announced as cancelled all the same, since the sender sees no answer.</summary>
    private const string TooSoon = "export-too-soon";

    /// <summary>More than any honest message; what is longer is not even looked at.</summary>
    private const int LongestMessage = 64 * 1024;

    public async Task<IntakeResult> AcceptAsync(ReadOnlyMemory<byte> jwe, string messageId, CancellationToken cancellationToken)
    {
        if (jwe.Length > LongestMessage || !Ascii.IsValid(jwe.Span) || SealedMessage.Parse(Encoding.ASCII.GetString(jwe.Span).Trim()) is not { } message)
        {
            return IntakeResult.Refused("malformed");
        }

        if (!message.IsOfOurAlgorithms)
        {
            return IntakeResult.Refused("algorithm-refused");
        }

        if (keys.Find(message.KeyId) is not { } key)
        {
            return IntakeResult.Refused("key-unknown");
        }

        return message.Open(key) is { } content ? await SubmitAsync(content, messageId, cancellationToken) : IntakeResult.Refused("not-decryptable");
    }

    private async Task<IntakeResult> SubmitAsync(byte[] content, string messageId, CancellationToken cancellationToken)
    {
        try
        {
            var result = await requests.SubmitAsync(IntakeMessage.Read(content, messageId) with { RecordsRefusal = true }, cancellationToken);
            return result.Request is { Status: RequestStatus.Cancelled, Outcome: TooSoon } ? IntakeResult.Refused(TooSoon) : IntakeResult.Accepted(result.Request.Id);
        }
        catch (ProblemException e)
        {
            return IntakeResult.Refused(e.Problem.Code);
        }
        catch (RequestRefusedException e)
        {
            return IntakeResult.Refused(e.Code);
        }
    }
}

using DataRights.Api.Access;
using DataRights.Api.Json;
using DataRights.Api.Problems;
using DataRights.Recipients;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Recipients;

/// <summary>
/// <c>POST /api/recipients/callback</c>: a recipient confirms a deletion; 204, also when it says so again. The token in the body
/// is what it is known by; a wrong one and a key that there is not are answered alike.
/// </summary>
public sealed class RecipientCallbackEndpoint(ApiGuard guard, IRecipientConfirmations confirmations)
{
    public Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Confirm, async (_, token) =>
        {
            using var body = await JsonBody.ReadAsync(request, token);
            var said = ConfirmationBody.Read(body.RootElement);
            return await confirmations.NoteAsync(said.RequestId, said.Recipient, said.Token, said.Deleted, token)
                ? Results.NoContent()
                : throw new ProblemException(NotFound());
        }, cancellationToken);

    private static Problem NotFound() => new("telling-not-found", StatusCodes.Status404NotFound, "There is no such telling",
        "No recipient was told with this key and token. Send both as they came with the call.");
}

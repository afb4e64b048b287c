using DataRights.Recipients;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Knows one telling and its token.</summary>
internal sealed class FakeConfirmations : IRecipientConfirmations
{
    public const string Token = "drc_right";

    public const string RequestId = "019ca945-0a00-7600-a4f6-fa909d2c3c63";

    public List<bool> Noted { get; } = [];

    public Task<bool> NoteAsync(string requestId, string recipient, string secret, bool deleted, CancellationToken cancellationToken)
    {
        var isRight = (requestId, recipient, secret) == (RequestId, "billing", Token);
        if (isRight)
        {
            Noted.Add(deleted);
        }

        return Task.FromResult(isRight);
    }
}

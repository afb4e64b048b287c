using System.Net;
using DataRights.Api.Tests.Access;
using DataRights.Api.Tests.Fakes;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Recipients;

public sealed class CallbackTests
{
    [Theory]
    [InlineData("billing", FakeConfirmations.Token, "deleted", HttpStatusCode.NoContent, true)]
    [InlineData("billing", FakeConfirmations.Token, "unknown", HttpStatusCode.NoContent, true)]
    [InlineData("billing", FakeConfirmations.Token, "refused", HttpStatusCode.NoContent, false)]
    [InlineData("billing", "drc_forged", "deleted", HttpStatusCode.NotFound, null)]
    [InlineData("other", FakeConfirmations.Token, "deleted", HttpStatusCode.NotFound, null)]
    [InlineData("billing", FakeConfirmations.Token, "done", HttpStatusCode.UnprocessableEntity, null)]
    [InlineData("../x", FakeConfirmations.Token, "deleted", HttpStatusCode.UnprocessableEntity, null)]
    public async Task A_callback_counts_by_its_token(string recipient, string token, string status, HttpStatusCode expected, bool? noted)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.PostAsync(Routes.RecipientCallback, null,
            $$"""{"key":"{{FakeConfirmations.RequestId}}/{{recipient}}","token":"{{token}}","status":"{{status}}"}""");

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(noted is { } deleted ? [deleted] : [], host.Engine.Confirmations.Noted);
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains(token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"key\":7,\"token\":\"x\",\"status\":\"deleted\"}")]
    [InlineData("{\"key\":\"no-request/billing\",\"token\":\"x\",\"status\":\"deleted\"}")]
    public async Task What_is_no_confirmation_is_told_so(string body)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.PostAsync(Routes.RecipientCallback, null, body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Empty(host.Engine.Confirmations.Noted);
    }
}

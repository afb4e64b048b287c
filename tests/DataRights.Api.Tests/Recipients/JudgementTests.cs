using DataRights.Api.Recipients;
using DataRights.Api.Tests.Webhooks;
using DataRights.Api.Webhooks;
using DataRights.Mapping;
using DataRights.Recipients;
using Microsoft.AspNetCore.Http;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Recipients;

/// <summary>What each answer means, over real HTTP.</summary>
public sealed class JudgementTests
{
    private static readonly RecipientCall Call = new("Billing", "r/billing", "r", [new("user_id", IdentifierType.Integer, "42")], "drc_secret");

    [Theory]
    [InlineData(200, "deleted", RecipientVerdict.Confirmed, RecipientVerdict.Confirmed)]
    [InlineData(200, "unknown", RecipientVerdict.Confirmed, RecipientVerdict.Confirmed)]
    [InlineData(404, "unknown", RecipientVerdict.Confirmed, RecipientVerdict.Confirmed)]
    [InlineData(410, null, RecipientVerdict.Confirmed, RecipientVerdict.Forgotten)]
    [InlineData(404, null, RecipientVerdict.Unavailable, RecipientVerdict.Forgotten)]
    [InlineData(200, null, RecipientVerdict.Accepted, RecipientVerdict.Accepted)]
    [InlineData(202, "pending", RecipientVerdict.Accepted, RecipientVerdict.Accepted)]
    [InlineData(200, "refused", RecipientVerdict.Refused, RecipientVerdict.Refused)]
    [InlineData(400, "deleted", RecipientVerdict.Refused, RecipientVerdict.Forgotten)]
    [InlineData(409, null, RecipientVerdict.Refused, RecipientVerdict.Forgotten)]
    [InlineData(422, null, RecipientVerdict.Refused, RecipientVerdict.Forgotten)]
    [InlineData(401, null, RecipientVerdict.Unavailable, RecipientVerdict.Unavailable)]
    [InlineData(403, null, RecipientVerdict.Unavailable, RecipientVerdict.Unavailable)]
    [InlineData(408, null, RecipientVerdict.Unavailable, RecipientVerdict.Unavailable)]
    [InlineData(425, null, RecipientVerdict.Unavailable, RecipientVerdict.Unavailable)]
    [InlineData(429, null, RecipientVerdict.Unavailable, RecipientVerdict.Unavailable)]
    [InlineData(500, "deleted", RecipientVerdict.Unavailable, RecipientVerdict.Unavailable)]
    [InlineData(503, null, RecipientVerdict.Unavailable, RecipientVerdict.Unavailable)]
    [InlineData(302, null, RecipientVerdict.Unavailable, RecipientVerdict.Unavailable)]
    public async Task An_answer_means_what_the_guide_says(int status, string? word, RecipientVerdict told, RecipientVerdict asked)
    {
        await using var receiver = await WebhookReceiver.StartAsync(Token);
        receiver.Behaviour = context =>
        {
            context.Response.StatusCode = status;
            return word is null ? Task.CompletedTask : context.Response.WriteAsync($$"""{"status":"{{word}}"}""");
        };
        using var transport = Transport(receiver);

        Assert.Equal((told, $"http-{status}"), Of(await transport.TellAsync(Call, Token)));
        Assert.Equal((asked, $"http-{status}"), Of(await transport.AskAsync(Call, receiver.Address.AbsoluteUri, Token)));
        Assert.All(receiver.Calls, c => Assert.Equal(("r/billing", "r/billing"), (c.Id, c.Headers["idempotency-key"])));
        Assert.Contains("\"value\":\"42\"", receiver.Calls.First().Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/7", true)]
    [InlineData("http://127.0.0.1:1/7", false)]
    [InlineData("http://169.254.169.254/latest", false)]
    [InlineData("file:///etc/passwd", false)]
    public async Task An_address_is_only_taken_where_it_is_the_recipient_s_own(string location, bool taken)
    {
        await using var receiver = await WebhookReceiver.StartAsync(Token);
        receiver.Behaviour = context =>
        {
            context.Response.Headers.Location = location;
            return WebhookReceiver.Status(context, 202);
        };
        using var transport = Transport(receiver);

        Assert.Equal(taken, (await transport.TellAsync(Call, Token)).Address is not null);
        if (!taken)
        {
            Assert.Equal((RecipientVerdict.Forgotten, "address-foreign"), Of(await transport.AskAsync(Call, location, Token)));
            Assert.Single(receiver.Calls);
        }
    }

    [Fact]
    public async Task Nobody_there_and_a_cut_line_may_pass()
    {
        await using var receiver = await WebhookReceiver.StartAsync(Token);
        using var transport = Transport(receiver);
        receiver.Behaviour = WebhookReceiver.Cut;
        Assert.Equal(RecipientVerdict.Unavailable, (await transport.TellAsync(Call, Token)).Verdict);
        await receiver.DisposeAsync();
        Assert.Equal((RecipientVerdict.Unavailable, "connection-error"), Of(await transport.TellAsync(Call, Token)));
    }

    [Theory]
    [InlineData("http://recipient.example/x")]
    [InlineData("https://user@recipient.example/x")]
    public void An_unsafe_address_is_refused_by_the_setting_s_name(string address)
    {
        var options = new RecipientOptions { Endpoints = new Dictionary<string, RecipientEndpoint> { ["Billing"] = new() { Address = new(address), Secrets = [WebhookSecret.Create()] } } };
        var refused = Assert.Throws<WebhookSettingException>(options.Check);

        Assert.Equal("Connections:Billing", refused.Setting);
        Assert.DoesNotContain("recipient.example", refused.Message, StringComparison.Ordinal);
    }

    private static (RecipientVerdict Verdict, string Code) Of(RecipientAnswer answer) => (answer.Verdict, answer.Code);

    private static HttpRecipientTransport Transport(WebhookReceiver receiver) => new(
        new RecipientOptions { Endpoints = new Dictionary<string, RecipientEndpoint> { ["Billing"] = new() { Address = receiver.Address, Secrets = [WebhookSecret.Create()] } } }, TimeProvider.System);
}

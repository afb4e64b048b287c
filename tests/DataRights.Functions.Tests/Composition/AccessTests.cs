using DataRights.Functions.Composition.Settings;
using DataRights.Functions.Http;
using DataRights.Functions.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace DataRights.Functions.Tests.Composition;

public sealed class AccessTests
{
    [Fact]
    public async Task Who_shows_no_credential_is_refused_whatever_the_platform_lets_through()
    {
        await using var head = new Head();
        var context = new DefaultHttpContext { RequestServices = head.Services };
        context.Response.Body = new MemoryStream();
        var answer = await head.Function<ListRequests>().RunAsync(context.Request, Head.Token);
        await answer.ExecuteAsync(context);
        Assert.Equal(StatusCodes.Status401Unauthorized, context.Response.StatusCode);
        Assert.Equal("no-store", context.Response.Headers.CacheControl);
    }

    [Fact]
    public void A_head_to_which_no_issuer_was_named_does_not_start_and_says_which_settings_are_missing()
    {
        var failure = Assert.Throws<SettingException>(() => HeadSettings.Read(Head.Configuration(
            ("Access__Service__Authority", ""), ("Access__Service__Audiences__0", ""), ("Access__Subject__Issuer", ""), ("Access__Subject__Audiences__0", ""), ("Access__Subject__JwksUrl", ""))));
        Assert.Contains("Access", Assert.Single(failure.Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Access__Servise__Authority", "https://login.example/v2.0", "Access__Servise__Authority")]
    [InlineData("Access__FreshSignIn", "soon", "no time")]
    [InlineData("Access__Service__Authority", "http://login.example", "Access:Service:Authority")]
    [InlineData("Access__Limits__AddressHeader", "x-forwarded-for", "Access__Limits__AddressHeader")]
    [InlineData("Webhooks__Endpoint", "https://app.example/hooks", "Webhooks:Secrets")]
    public void A_setting_that_cannot_be_is_told_by_its_name(string name, string value, string told)
    {
        var failure = Assert.Throws<SettingException>(() => HeadSettings.Read(Head.Configuration((name, value))));
        Assert.Contains(failure.Faults, f => f.Contains(told, StringComparison.Ordinal));
    }
}

using DataRights.Api.Webhooks;
using DataRights.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Api.Tests.Webhooks;

public sealed class WebhookOptionsTests
{
    private const string Good = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

    [Theory]
    [InlineData("http://example.org/hooks", Good, "Webhooks:Endpoint")]
    [InlineData("ftp://127.0.0.1/hooks", Good, "Webhooks:Endpoint")]
    [InlineData("/hooks", Good, "Webhooks:Endpoint")]
    [InlineData("https://user:canary@example.org/hooks", Good, "Webhooks:Endpoint")]
    [InlineData("https://example.org/hooks#canary", Good, "Webhooks:Endpoint")]
    [InlineData("https://example.org/hooks", "", "Webhooks:Secrets")]
    [InlineData("https://example.org/hooks", "canary", "Webhooks:Secrets:0")]
    [InlineData("https://example.org/hooks", "whsec_canary!", "Webhooks:Secrets:0")]
    [InlineData("https://example.org/hooks", "whsec_MDEyMw==", "Webhooks:Secrets:0")]
    [InlineData("https://example.org/hooks", Good + " whsec_", "Webhooks:Secrets:1")]
    [InlineData("https://example.org/hooks", Good + " " + Good + " " + Good + " " + Good + " " + Good + " " + Good, "Webhooks:Secrets")]
    public void A_setting_that_cannot_be_is_named_and_not_repeated(string endpoint, string secrets, string setting)
    {
        var options = Options(endpoint, secrets);

        var refused = Assert.Throws<WebhookSettingException>(() => new ServiceCollection().AddDataRightsWebhooks(options));

        Assert.Equal(setting, refused.Setting);
        Assert.StartsWith($"The setting {setting} must", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_M", refused.Message + options, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org/hooks?tenant=7", true)]
    [InlineData("http://127.0.0.1:5000/", true)]
    [InlineData("http://localhost:5000/", true)]
    [InlineData(null, false)]
    public void An_endpoint_turns_webhooks_on(string? endpoint, bool on)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddDataRightsWebhooks(endpoint is null ? new() : Options(endpoint, Good));

        using var provider = services.BuildServiceProvider();
        Assert.Equal(on, provider.GetService<IWebhookTransport>() is not null);
    }

    [Fact]
    public void A_made_secret_can_be_used_and_is_never_the_same()
    {
        var (one, other) = (WebhookSecret.Create(), WebhookSecret.Create());

        Assert.NotEqual(WebhookSecret.Parse(one, "x").Sign("id", 1, "{}"u8), WebhookSecret.Parse(other, "x").Sign("id", 1, "{}"u8));
    }

    [Fact]
    public void The_signature_is_the_one_of_the_specification()
    {
        // The example of the Standard Webhooks specification.
        var secret = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "x");

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", secret.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"u8));
    }

    private static WebhookOptions Options(string endpoint, string secrets) => new()
    {
        Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute),
        Secrets = secrets.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    };
}

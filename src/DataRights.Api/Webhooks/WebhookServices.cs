using DataRights.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Api.Webhooks;

/// <summary>Turns webhooks on for a host whose settings name an endpoint; <c>AddDataRightsEngine</c> does the rest.</summary>
public static class WebhookServices
{
    /// <exception cref="WebhookSettingException">A setting cannot be.</exception>
    public static IServiceCollection AddDataRightsWebhooks(this IServiceCollection services, WebhookOptions options)
    {
        _ = options.Check();
        return options.Endpoint is null
            ? services
            : services.AddSingleton<IWebhookTransport>(p => new HttpWebhookTransport(options, p.GetRequiredService<TimeProvider>()));
    }
}

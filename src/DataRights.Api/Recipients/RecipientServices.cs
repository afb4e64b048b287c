using DataRights.Recipients;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Api.Recipients;

/// <summary>Lets a host call recipients and the freeze hook; <c>AddDataRightsEngine</c> does the rest.</summary>
public static class RecipientServices
{
    /// <param name="services">The host's services.</param>
    /// <param name="options">Makes the settings once the host is built; what can be wrong with them is checked before.</param>
    public static IServiceCollection AddDataRightsRecipients(this IServiceCollection services, Func<IServiceProvider, RecipientOptions> options) =>
        services.AddSingleton<IRecipientTransport>(p => new HttpRecipientTransport(options(p), p.GetRequiredService<TimeProvider>()));
}

using DataRights.Functions.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Functions.Tests.Agreement;

/// <summary>Builds an application to map routes on; it is never started.</summary>
internal static class RouteHost
{
    public static WebApplication Build(this WebApplicationBuilder builder, Head head)
    {
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        builder.Services.AddSingleton(head.Services.GetRequiredService<Api.Access.IAccessPolicy>());
        foreach (var endpoint in typeof(Api.DataRightsApi).Assembly.GetTypes().Where(t => t.Name.EndsWith("Endpoint", StringComparison.Ordinal)))
        {
            builder.Services.AddSingleton(endpoint, _ => head.Services.GetRequiredService(endpoint));
        }

        return builder.Build();
    }
}

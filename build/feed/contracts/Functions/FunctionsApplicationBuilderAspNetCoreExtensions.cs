using DataRights.Contracts;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Hands HTTP functions the request of ASP.NET Core.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => throw Declared.Only();
}

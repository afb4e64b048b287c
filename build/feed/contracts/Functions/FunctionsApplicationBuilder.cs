using DataRights.Contracts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Builds an isolated worker: its services and settings.</summary>
public class FunctionsApplicationBuilder
{
    internal FunctionsApplicationBuilder()
    {
    }

    public ConfigurationManager Configuration => throw Declared.Only();

    public IServiceCollection Services => throw Declared.Only();

    public IHost Build() => throw Declared.Only();
}

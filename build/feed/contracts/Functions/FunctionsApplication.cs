using DataRights.Contracts;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where an isolated worker begins.</summary>
public class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => throw Declared.Only();
}

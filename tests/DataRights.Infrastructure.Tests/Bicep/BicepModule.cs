namespace DataRights.Infrastructure.Tests.Bicep;

/// <summary>A call of another file, whose path is relative to the file that calls.</summary>
public sealed record BicepModule(
    string Name, string Path, int Line, string Comment, BicepLoop? Loop, BicepValue? Condition, BicepValue Body, IReadOnlyList<BicepDecorator> Decorators)
{
    public IReadOnlyList<BicepProperty> Parameters => Body["params"]?.Properties ?? [];
}

namespace DataRights.Infrastructure.Tests.Bicep;

/// <summary>A parameter, variable, type or output. A parameter without a value is required, unless its type ends with <c>?</c>.</summary>
public sealed record BicepDeclaration(string Name, string Type, int Line, string Comment, IReadOnlyList<BicepDecorator> Decorators, BicepValue? Value)
{
    public bool IsRequired => Value is null && !Type.EndsWith('?');

    public bool IsSecure => Decorator("secure") is not null;

    /// <summary>The text of <c>@description</c>; empty where there is none.</summary>
    public string Description => Decorator("description")?.Items[0].String ?? "";

    public BicepDecorator? Decorator(string name) => Decorators.FirstOrDefault(d => d.Name == name);
}

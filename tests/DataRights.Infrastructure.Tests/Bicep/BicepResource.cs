namespace DataRights.Infrastructure.Tests.Bicep;

/// <summary>
/// A resource, made here or existing: the name it has in the file, its type such as <c>Microsoft.Storage/storageAccounts</c>,
/// when it is made (without a condition always), and the comment above it.
/// </summary>
public sealed record BicepResource(
    string Name, string Type, string ApiVersion, bool IsExisting, int Line, string Comment, BicepLoop? Loop, BicepValue? Condition, BicepValue Body,
    IReadOnlyList<BicepDecorator> Decorators)
{
    /// <summary>A property of its body, by a path with dots.</summary>
    public BicepValue? this[string path] => Body[path];
}

namespace DataRights.Infrastructure.Tests.Bicep;

/// <summary>What stands with an <c>@</c> above a declaration.</summary>
public sealed record BicepDecorator(string Name, IReadOnlyList<BicepValue> Items);

namespace DataRights.Infrastructure.Tests.Bicep;

/// <summary>A property of an object, with the comment above it or at its line's end, and the expression that makes its name, if one does.</summary>
public sealed record BicepProperty(string Name, BicepValue? Key, int Line, string Comment, BicepValue Value);

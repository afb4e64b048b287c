namespace DataRights.Infrastructure.Tests.Bicep;

/// <summary>A property of an object, with the comment above it or at its line's end.</summary>
public sealed record BicepProperty(string Name, int Line, string Comment, BicepValue Value);

namespace DataRights.Infrastructure.Tests.Bicep;

/// <summary>What could not be parsed, and where.</summary>
public sealed record BicepError(int Line, string Text);

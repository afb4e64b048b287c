namespace DataRights.Infrastructure.Tests.Bicep;

/// <summary>A variable of another file, whose path is relative to the one that takes it.</summary>
public sealed record BicepImport(string Name, string Path, int Line);

namespace DataRights.Infrastructure.Tests.Bicep;

/// <summary>That a resource or module is made once for each element.</summary>
public sealed record BicepLoop(IReadOnlyList<string> Variables, BicepValue Over);

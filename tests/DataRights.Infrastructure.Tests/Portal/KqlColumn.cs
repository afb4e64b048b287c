namespace DataRights.Infrastructure.Tests.Portal;

/// <summary>A column of a query's result, with its Kusto type.</summary>
internal sealed record KqlColumn(string Name, string Type);

namespace DataRights.Infrastructure.Tests.Portal;

/// <summary>What Kusto's language service has against a query.</summary>
internal sealed record KqlDiagnostic(string Code, int Line, string Message);

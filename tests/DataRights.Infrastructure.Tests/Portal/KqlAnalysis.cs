namespace DataRights.Infrastructure.Tests.Portal;

/// <summary>A query as Kusto's own parser and binder see it.</summary>
internal sealed record KqlAnalysis(string Name, IReadOnlyList<KqlDiagnostic> Diagnostics, IReadOnlyList<KqlColumn> Columns, IReadOnlyList<KqlReading> Readings)
{
    /// <summary>The metrics that it reads.</summary>
    public IEnumerable<string> Metrics => Readings.Where(r => r.Table == "AppMetrics").SelectMany(r => r.Names).Distinct();
}

using DataRights.Retention.Reports;

namespace DataRights.Api.Retention;

/// <summary>Risk reports of a rule, oldest period first; each as it was written with its publication.</summary>
public sealed record RiskReportsJson(string Rule, IReadOnlyList<RiskReport> Reports);

using DataRights.Retention.Reports;

namespace DataRights.Api.Retention;

/// <summary>Risk reports of a rule, oldest period first; each as it was written with its publication.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Reports">The reports.</param>
/// <param name="AsOf">When the labels were asked for.</param>
/// <param name="Labels">What may be said of these periods now, as far as the database knows them.</param>
/// <param name="Problem">Why the database could not be asked for labels; left out when it was.</param>
public sealed record RiskReportsJson(string Rule, IReadOnlyList<RiskReport> Reports, DateTimeOffset AsOf, IReadOnlyList<PeriodLabelJson> Labels, string? Problem);

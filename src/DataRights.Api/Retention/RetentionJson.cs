namespace DataRights.Api.Retention;

/// <summary>What the retention rules have done.</summary>
public sealed record RetentionJson(DateTimeOffset AsOf, IReadOnlyList<RetentionRuleJson> Rules);

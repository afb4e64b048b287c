namespace DataRights.Api.Plans;

/// <summary>The answer while a plan is being made: <c>status</c> is <c>planning</c>.</summary>
public sealed record PlanPending(string Status, int RetryAfterSeconds);

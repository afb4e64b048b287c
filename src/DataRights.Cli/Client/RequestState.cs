namespace DataRights.Cli.Client;

/// <summary>What a caller needs of a request's view.</summary>
public sealed record RequestState(string Id, string Status, string? Outcome, IReadOnlyList<StepState> Steps, IReadOnlyList<string> Findings)
{
    public bool HasEnded => Status is "completed" or "failed" or "cancelled" or "waiting";
}

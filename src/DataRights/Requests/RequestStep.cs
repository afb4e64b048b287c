namespace DataRights.Requests;

/// <summary>A finished step with its counts, for instance <c>erase:main</c> with rows by collection.</summary>
public sealed record RequestStep(string Name, DateTimeOffset At, IReadOnlyDictionary<string, long> Counts);

namespace DataRights.Retention.Preview;

/// <summary>What a preview looks at, and how long it may.</summary>
public sealed record PreviewOptions
{
    /// <summary>The first day, in the rule's zone; null for as many days as <see cref="Days"/> that end with yesterday.</summary>
    public DateOnly? From { get; init; }

    /// <summary>How many days; only whole periods in them are assessed.</summary>
    public int Days { get; init; } = 30;

    /// <summary>The suggestion keeps at most this share of rows back.</summary>
    public double Threshold { get; init; } = 0.05;

    /// <summary>When it is used up no other level is assessed; what was assessed is told.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(2);
}

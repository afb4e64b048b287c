namespace DataRights.Sql.Erasing;

/// <summary>How far the batches of an erasure have come; written in each batch's own transaction.</summary>
internal sealed class BulkProgress
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The pass that is under way.</summary>
    public int Step { get; set; }

    /// <summary>The last place that it has treated.</summary>
    public long Place { get; set; }

    public int Batches { get; set; }

    public TimeSpan Longest { get; set; }

    public OutcomeCounts Counts { get; init; } = new();
}

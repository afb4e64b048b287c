namespace DataRights.Telemetry;

/// <summary>
/// Every metric there is. Instruments are made from these descriptions, so that what a query names is what is emitted. A name, a unit
/// or a dimension is changed only together with the dashboards and alerts that use it.
/// </summary>
public static class MetricCatalog
{
    public static MetricDescription RequestsSubmitted { get; } = Counter("request.submitted", "{request}",
        "Requests that were admitted; a repeated submission counts once.", Tags.Kind);

    public static MetricDescription RequestsEnded { get; } = Counter("request.ended", "{request}",
        "Requests that completed, failed or were cancelled.", Tags.Kind, Tags.Status, Tags.Outcome);

    public static MetricDescription RequestDuration { get; } = Histogram("request.duration", "s",
        "From a request's receipt to its end.", Tags.Kind, Tags.Status);

    public static MetricDescription RequestsOpen { get; } = Gauge("request.open", "{request}",
        "Open requests, at each round of housekeeping; what waits for a hold to end counts as held.", Tags.Kind, Tags.Status);

    public static MetricDescription RequestAge { get; } = Gauge("request.age", "s",
        "How long the oldest request in a status has been due to move (queued), has been known (scheduled, running) or waits; 0 when there is none.",
        Tags.Kind, Tags.Status);

    public static MetricDescription RequestsAtRisk { get; } = Gauge("request.at_risk", "{request}",
        "Open requests whose deadline is near or past.", Tags.Kind);

    public static MetricDescription RequestsOverdue { get; } = Gauge("request.overdue", "{request}",
        "Open requests whose deadline is past.", Tags.Kind);

    public static MetricDescription RunDuration { get; } = Histogram("run.duration", "s",
        "How long a run worked, by how it ended.", Tags.Kind, Tags.How, Tags.Code);

    public static MetricDescription RunWait { get; } = Histogram("run.wait", "s",
        "From a message becoming visible to a run having the request.", Tags.Kind);

    public static MetricDescription ExportedRows { get; } = Counter("export.rows", "{row}",
        "Rows written to archives.", Tags.Source);

    public static MetricDescription ExportedBytes { get; } = Counter("export.bytes", "By",
        "Bytes of committed archives.");

    public static MetricDescription DeletedRows { get; } = Counter("deletion.rows", "{row}",
        "Rows and files that deletions treated.", Tags.Source, Tags.Treatment);

    public static MetricDescription DeletionLocks { get; } = Histogram("deletion.locks", "s",
        "The longest transaction of a deletion in one database: so long at most others waited for its locks.", Tags.Source);

    public static MetricDescription Residue { get; } = Counter("deletion.residue", "{row}",
        "What a verification found although it should have been gone.", Tags.Collection, Tags.Residue);

    public static MetricDescription MapGaps { get; } = Counter("map.gaps", "{finding}",
        "What the live schema has and the data map does not say.", Tags.Source, Tags.Code);

    public static MetricDescription Troubles { get; } = Counter("trouble", "{failure}",
        "Failures of runs and of housekeeping, by code.", Tags.Kind, Tags.Source, Tags.Code, Tags.Lasting);

    public static MetricDescription DeadLettered { get; } = Counter("message.dead_lettered", "{message}",
        "Messages that the queue gave up.", Tags.Queue);

    public static MetricDescription Rejected { get; } = Counter("message.rejected", "{message}",
        "Messages that are none of this system's.", Tags.Queue, Tags.Code);

    public static MetricDescription WebhookAttempts { get; } = Counter("webhook.attempts", "{attempt}",
        "Attempts to deliver a webhook, by result and by HTTP status or code.", Tags.How, Tags.Code);

    public static MetricDescription WebhooksStopped { get; } = Gauge("webhook.stopped", "{request}",
        "Requests whose webhooks are given up, at each round of housekeeping.");

    public static MetricDescription RecipientsUntold { get; } = Gauge("recipient.untold", "{telling}",
        "Deletions that a recipient has neither confirmed nor refused, at each round of housekeeping.", Tags.Recipient);

    public static MetricDescription RecipientCalls { get; } = Counter("recipient.calls", "{call}",
        "Calls that tell a recipient of a deletion or ask it, by result and by HTTP status or code.", Tags.Recipient, Tags.How, Tags.Code);

    public static MetricDescription RecipientsByHand { get; } = Counter("recipient.by_hand", "{receipt}",
        "Receipts that name a recipient whom this system does not tell.", Tags.Recipient);

    public static MetricDescription RetentionLag { get; } = Gauge("retention.lag", "s",
        "How far past its window the oldest day is that a rule has not destroyed; 0 when none is.", Tags.Rule);

    public static MetricDescription RetentionRuns { get; } = Counter("retention.runs", "{run}",
        "Runs of retention rules; the code is none when all went well.", Tags.Rule, Tags.Code);

    public static MetricDescription RetentionRows { get; } = Counter("retention.rows", "{row}",
        "Raw rows by what retention did with them.", Tags.Rule, Tags.Fate);

    public static MetricDescription RetentionCells { get; } = Counter("retention.cells", "{cell}",
        "Aggregate rows that were published or suppressed.", Tags.Rule, Tags.Fate);

    public static MetricDescription RetentionPeriods { get; } = Gauge("retention.periods", "{period}",
        "Published periods by where they stand on the way to being anonymous, after each run.", Tags.Rule, Tags.Label);

    public static MetricDescription RetentionNewest { get; } = Gauge("retention.newest", "s",
        "How long ago the newest published period ended.", Tags.Rule);

    public static MetricDescription RetentionHeld { get; } = Gauge("retention.held", "{row}",
        "Raw rows of published periods that legal holds keep.", Tags.Rule);

    public static MetricDescription RetentionSmallestCell { get; } = Gauge("retention.smallest_cell", "{person}",
        "People in the smallest published cell of the newest period.", Tags.Rule);

    public static MetricDescription HousekeepingRounds { get; } = Counter("housekeeping.rounds", "{round}",
        "Rounds of housekeeping.", Tags.How);

    public static MetricDescription Requeued { get; } = Counter("housekeeping.requeued", "{message}",
        "Messages that housekeeping sent again.");

    public static MetricDescription MapDrift { get; } = Gauge("map.drift", "{finding}",
        "How many differences between a live schema and the data map the daily comparison found; 0 with the code none when there are none.", Tags.Source, Tags.Code);

    public static MetricDescription SourcesRestored { get; } = Gauge("source.restored", "{source}",
        "1 where a database was restored from a backup and its deletions are not replayed yet, 0 elsewhere; at each round of housekeeping.", Tags.Source);

    public static MetricDescription Holds { get; } = Gauge("hold.count", "{hold}",
        "Legal holds that are active, whose review is due, or that are not acknowledged yet; at each round of housekeeping.", Tags.Status);

    /// <summary>Every metric, in the order of the documentation.</summary>
    public static IReadOnlyList<MetricDescription> All { get; } =
    [
        RequestsSubmitted, RequestsEnded, RequestDuration, RequestsOpen, RequestAge, RequestsAtRisk, RequestsOverdue, RunDuration, RunWait,
        ExportedRows, ExportedBytes, DeletedRows, DeletionLocks, Residue, MapGaps, Troubles, DeadLettered, Rejected, WebhookAttempts, WebhooksStopped,
        RecipientsUntold, RecipientCalls, RecipientsByHand, RetentionLag, RetentionRuns, RetentionRows, RetentionCells, RetentionPeriods, RetentionNewest, RetentionHeld, RetentionSmallestCell,
        HousekeepingRounds, Requeued, MapDrift, SourcesRestored, Holds,
    ];

    private static MetricDescription Counter(string name, string unit, string description, params string[] dimensions) =>
        new("data_rights." + name, MetricKind.Counter, unit, dimensions, description);

    private static MetricDescription Gauge(string name, string unit, string description, params string[] dimensions) =>
        new("data_rights." + name, MetricKind.Gauge, unit, dimensions, description);

    private static MetricDescription Histogram(string name, string unit, string description, params string[] dimensions) =>
        new("data_rights." + name, MetricKind.Histogram, unit, dimensions, description);
}

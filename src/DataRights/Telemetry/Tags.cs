namespace DataRights.Telemetry;

/// <summary>
/// The dimensions of metrics. Their values come from closed sets or from the data map's own words (names of sources, collections,
/// rules, recipients); never an id of a person, a value, a file name, nor a request's id.
/// </summary>
public static class Tags
{
    public const string Kind = "kind";
    public const string Status = "status";
    public const string Outcome = "outcome";
    public const string How = "result";
    public const string Code = "code";
    public const string Source = "source";
    public const string Treatment = "treatment";
    public const string Collection = "collection";
    public const string Residue = "residue";
    public const string Lasting = "lasting";
    public const string Queue = "queue";
    public const string Recipient = "recipient";
    public const string Rule = "rule";
    public const string Fate = "fate";
    public const string Label = "label";
}

namespace DataRights.Telemetry;

/// <summary>The attributes of spans: ids, codes, counts and the data map's words; nothing that names or describes a person.</summary>
public static class SpanTags
{
    public const string RequestId = "data_rights.request.id";
    public const string RequestKind = "data_rights.request.kind";
    public const string Epoch = "data_rights.run.epoch";
    public const string How = "data_rights.run.result";
    public const string Code = "data_rights.run.code";
    public const string Step = "data_rights.step";
    public const string Source = "data_rights.source";
    public const string Collection = "data_rights.collection";
    public const string Rows = "data_rights.rows";
    public const string Rule = "data_rights.rule";
}

using Newtonsoft.Json.Linq;

namespace DataRights.Infrastructure.Tests.Portal;

/// <summary>An alert as it is deployed with the modules' defaults. Its id is what the runbook calls it.</summary>
internal sealed record AlertRule(string Id, bool IsLog, JObject Properties)
{
    /// <summary>The only condition there is.</summary>
    public JObject Condition => (JObject)Properties["criteria"]!["allOf"]!.Single();

    public string Query => (string)Condition["query"]!;

    public string Description => (string)Properties["description"]!;

    public long Threshold => (long)Condition["threshold"]!;

    public TimeSpan Frequency => Span("evaluationFrequency");

    public TimeSpan Window => Span("windowSize");

    public bool Clears => (bool)Properties["autoMitigate"]!;

    public TimeSpan? Muted => Properties["muteActionsDuration"]?.Type is JTokenType.String ? Span("muteActionsDuration") : null;

    private TimeSpan Span(string name) => System.Xml.XmlConvert.ToTimeSpan((string)Properties[name]!);
}

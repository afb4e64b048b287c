namespace DataRights.Testing.Telemetry;

/// <summary>One point of a metric as it came over the wire.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Scope">The meter.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Kind"><c>gauge</c>, <c>sum</c> or <c>histogram</c>.</param>
/// <param name="Tags">All of the point's dimensions.</param>
/// <param name="Value">The value; of a histogram, how many recordings.</param>
/// <param name="Bounds">The bounds of a histogram's buckets.</param>
public sealed record OtlpPoint(
    string Service, string Scope, string Metric, string Unit, string Kind, IReadOnlyDictionary<string, string> Tags, double Value, IReadOnlyList<double> Bounds);

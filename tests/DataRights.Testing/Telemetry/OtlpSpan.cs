namespace DataRights.Testing.Telemetry;

/// <summary>One span as it came over the wire; ids in hex, the parent empty for a root.</summary>
public sealed record OtlpSpan(
    string Service, string Scope, string Name, string TraceId, string SpanId, string ParentId, int Kind, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> LinkedTraces, int Status);

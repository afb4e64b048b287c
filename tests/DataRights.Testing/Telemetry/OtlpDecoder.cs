using System.Globalization;

namespace DataRights.Testing.Telemetry;

/// <summary>Reads export requests of the OpenTelemetry protocol (opentelemetry-proto 1.x), as much of them as tests look at.</summary>
internal static class OtlpDecoder
{
    public static IEnumerable<OtlpPoint> Points(ReadOnlyMemory<byte> body) =>
        from resource in new ProtoMessage(body).Messages(1)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        from kind in new[] { (5, "gauge"), (7, "sum"), (9, "histogram") }
        from data in metric.Messages(kind.Item1)
        from point in data.Messages(1)
        select new OtlpPoint(
            Service(resource), ScopeOf(scope), metric.Text(1), metric.Text(3), kind.Item2,
            Tags(point, kind.Item1 == 9 ? 9 : 7),
            kind.Item1 == 9 ? point.Number(4) : point.Has(6) ? (long)point.Number(6) : point.Real(4),
            kind.Item1 == 9 ? point.Reals(7) : []);

    public static IEnumerable<OtlpSpan> Spans(ReadOnlyMemory<byte> body) =>
        from resource in new ProtoMessage(body).Messages(1)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new OtlpSpan(
            Service(resource), ScopeOf(scope), span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4), (int)span.Number(6), Tags(span, 9),
            [.. span.Messages(13).Select(l => l.Hex(1))], (int)(span.Message(15)?.Number(3) ?? 0));

    /// <summary>The texts of log entries.</summary>
    public static IEnumerable<string> Logs(ReadOnlyMemory<byte> body) =>
        from resource in new ProtoMessage(body).Messages(1)
        from scope in resource.Messages(2)
        from record in scope.Messages(2)
        select record.Message(5)?.Text(1) ?? "";

    private static string Service(ProtoMessage resource) => Tags(resource.Message(1)!, 1)["service.name"];

    private static string ScopeOf(ProtoMessage scope) => scope.Message(1)!.Text(1);

    private static Dictionary<string, string> Tags(ProtoMessage owner, int field) =>
        owner.Messages(field).ToDictionary(pair => pair.Text(1), pair => Value(pair.Message(2)!));

    private static string Value(ProtoMessage value) =>
        value.Has(1) ? value.Text(1)
        : value.Has(2) ? (value.Number(2) == 1 ? "true" : "false")
        : value.Has(3) ? ((long)value.Number(3)).ToString(CultureInfo.InvariantCulture)
        : value.Real(4).ToString(CultureInfo.InvariantCulture);
}

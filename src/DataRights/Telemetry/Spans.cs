using System.Diagnostics;
using DataRights.Mapping;
using DataRights.Requests;

namespace DataRights.Telemetry;

/// <summary>The engine's spans. Each is null when nobody listens. One that fails carries a code, never an exception's text.</summary>
internal static class Spans
{
    private static readonly ActivitySource Source = new(TelemetryNames.ActivitySource);

    public static Activity? Submit(RequestKind kind)
    {
        var ambient = TraceLink.Ambient();
        if (ambient == default && Source.HasListeners())
        {
            // Else an ambient activity that is not exported would be taken for the parent.
            Activity.Current = null;
        }

        return Source.StartActivity("submit", ActivityKind.Internal, ambient)?.SetTag(SpanTags.RequestKind, Words.Of(kind));
    }

    /// <summary>The trace parent that a submission leaves to its request's runs; null when nobody listens here.</summary>
    public static string? TraceParentOf(Activity? submit) =>
        submit is not null ? TraceLink.Of(submit)
        : Source.HasListeners() ? TraceLink.Of(Activity.Current)
        : null;

    public static Activity? Run(RequestRecord record) =>
        OfRequest($"run {Words.Of(record.Kind)}", ActivityKind.Consumer, record)?.SetTag(SpanTags.Epoch, record.Epoch);

    public static Activity? Webhook(RequestRecord record) => OfRequest("webhook", ActivityKind.Client, record);

    public static Activity? Recipient(string recipient) => Source.StartActivity("recipient", ActivityKind.Client)?.SetTag(SpanTags.Source, recipient);

    /// <param name="name">The step's name in the record; what follows a slash is no part of its kind.</param>
    public static Activity? Step(string name)
    {
        var step = name.Split('/')[0];
        return Source.StartActivity($"step {step}")?.SetTag(SpanTags.Step, step);
    }

    /// <summary>Exports one collection in a span of its own; the work says how many rows or files it was.</summary>
    public static async Task ExportAsync(Collection collection, Func<Task<long>> work, CancellationToken stopping)
    {
        using var span = Source.StartActivity($"export {collection.Source}")?.SetTag(SpanTags.Source, collection.Source).SetTag(SpanTags.Collection, collection.Name);
        try
        {
            var rows = await work();
            span?.SetTag(SpanTags.Rows, rows);
        }
        catch (Exception e) when (span.Fails(e, stopping))
        {
            throw;
        }
    }

    public static Activity? Archive() => Source.StartActivity("export archive");

    public static Activity? CheckArchive() => Source.StartActivity(TelemetryNames.CheckArchive);

    public static Activity? Housekeeping() => Source.StartActivity("housekeeping");

    public static Activity? Retention(string rule) => Source.StartActivity($"retention {rule}")?.SetTag(SpanTags.Rule, rule);

    public static void Fail(this Activity? span, string code) =>
        span?.SetTag(SpanTags.Code, code).SetStatus(ActivityStatusCode.Error, code);

    /// <summary>For an exception filter: notes the code and catches nothing.</summary>
    public static bool Fails(this Activity? span, Exception exception, CancellationToken stopping)
    {
        var trouble = Trouble.Of(exception, stopping);
        if (trouble.Kind != TroubleKind.Shutdown)
        {
            span.Fail(trouble.Code);
        }

        return false;
    }

    private static Activity? OfRequest(string name, ActivityKind kind, RequestRecord record)
    {
        ActivityLink[] links = Activity.Current is { IdFormat: ActivityIdFormat.W3C } ambient
            ? [new(new ActivityContext(ambient.TraceId, ambient.SpanId, ambient.ActivityTraceFlags))]
            : [];
        var span = Source.StartActivity(name, kind, TraceLink.ParentOf(record), tags: null, links);
        return span?.SetTag(SpanTags.RequestId, record.Id).SetTag(SpanTags.RequestKind, Words.Of(record.Kind));
    }
}

using System.Diagnostics;
using DataRights.Requests;

namespace DataRights.Telemetry;

/// <summary>
/// How a request's spans find their trace. A trace parent has exactly the W3C form (version 00): ids and a flag. The caller's
/// <c>tracestate</c> and baggage are free text and are never taken over.
/// </summary>
internal static class TraceLink
{
    /// <summary>The trace parent to keep for a request that is submitted under the activity.</summary>
    public static string? Of(Activity? activity) =>
        activity is { IdFormat: ActivityIdFormat.W3C } ? activity.Id : null;

    /// <summary>
    /// The parent of a request's runs. Without one that was kept, the request's id (a UUID of 128 bits) is the trace's, so that the
    /// runs of one request still are one trace.
    /// </summary>
    public static ActivityContext ParentOf(RequestRecord record)
    {
        if (ActivityContext.TryParse(record.TraceParent, null, isRemote: true, out var kept))
        {
            return kept;
        }

        if (!Guid.TryParseExact(record.Id, "D", out var id))
        {
            return default;
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return new(ActivityTraceId.CreateFromBytes(bytes), ActivitySpanId.CreateFromBytes(bytes[8..]), ActivityTraceFlags.Recorded, isRemote: true);
    }

    /// <summary>
    /// What a submission's span hangs on: the ambient activity, or what that one hangs on when nobody listens to it, since a span that
    /// is never exported would leave its children alone and, not being recorded, have them dropped.
    /// </summary>
    public static ActivityContext Ambient()
    {
        var activity = Activity.Current;
        while (activity is { Source.Name: "", Parent: { } parent })
        {
            activity = parent;
        }

        return activity is null or { IdFormat: not ActivityIdFormat.W3C } ? default
            : activity.Source.Name.Length > 0 ? new(activity.TraceId, activity.SpanId, activity.ActivityTraceFlags)
            : activity.ParentSpanId == default ? default
            : new(activity.TraceId, activity.ParentSpanId, activity.ActivityTraceFlags, isRemote: true);
    }
}

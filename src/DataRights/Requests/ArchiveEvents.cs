namespace DataRights.Requests;

/// <summary>What others hear of an archive after its request has ended. Stable: webhooks carry them as their type.</summary>
public static class ArchiveEvents
{
    /// <summary>It was handed out: a link given, or a download begun.</summary>
    public const string Downloaded = "archive.downloaded";

    /// <summary>Its time was over, and its bytes are destroyed.</summary>
    public const string Expired = "archive.expired";

    /// <summary>The record with one more transition, that leaves its status as it is.</summary>
    internal static RequestRecord With(this RequestRecord record, string what, DateTimeOffset at, int? download = null) => record with
    {
        Transitions = [.. record.Transitions, new RequestTransition(record.Transitions.Count + 1, record.Status, record.Outcome, at) { Event = what, Download = download }],
    };
}

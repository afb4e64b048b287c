using DataRights.Queueing;

namespace DataRights.Requests;

/// <summary>Which queue carries which kind of request.</summary>
public static class RequestQueues
{
    public static string For(RequestKind kind) => kind == RequestKind.Deletion ? QueueNames.Deletion : QueueNames.Export;
}

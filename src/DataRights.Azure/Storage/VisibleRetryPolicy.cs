using Azure.Core;
using Azure.Core.Pipeline;

namespace DataRights.Azure.Storage;

/// <summary>
/// Gives a deletion an empty body. .NET's handler silently sends a request without a body again when its connection ends
/// before the answer, so that a deletion of ours would be told "not found" and no policy would know why.
/// </summary>
internal sealed class VisibleRetryPolicy : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        if (message.Request.Method == RequestMethod.Delete)
        {
            message.Request.Content ??= RequestContent.Create(Array.Empty<byte>());
        }
    }
}

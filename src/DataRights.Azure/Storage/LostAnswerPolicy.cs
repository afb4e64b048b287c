using Azure.Core;
using Azure.Core.Pipeline;

namespace DataRights.Azure.Storage;

/// <summary>
/// Notes for the call in whose <see cref="LostAnswers"/> scope it runs that a try ended without telling whether it took
/// effect: no answer came, or one that leaves it open. 429 and 503 say that nothing was done.
/// </summary>
internal sealed class LostAnswerPolicy : HttpPipelinePolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var answered = false;
        try
        {
            await ProcessNextAsync(message, pipeline);
            answered = IsTelling(message);
        }
        finally
        {
            Note(message, answered);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var answered = false;
        try
        {
            ProcessNext(message, pipeline);
            answered = IsTelling(message);
        }
        finally
        {
            Note(message, answered);
        }
    }

    private static bool IsTelling(HttpMessage message) => message.HasResponse && message.Response.Status is not (408 or 500 or 502 or 504);

    private static void Note(HttpMessage message, bool answered)
    {
        if (!answered && message.TryGetProperty(LostAnswers.Property, out var value) && value is LostAnswers lost)
        {
            lost.Any = true;
        }
    }
}

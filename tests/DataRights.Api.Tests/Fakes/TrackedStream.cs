namespace DataRights.Api.Tests.Fakes;

/// <summary>Tells when it was closed.</summary>
internal sealed class TrackedStream(byte[] content) : MemoryStream(content, writable: false)
{
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Closed => closed.Task;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        closed.TrySetResult();
    }
}

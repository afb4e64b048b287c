namespace DataRights.Cli.Tests.Fakes;

/// <summary>Tells when a line that ends so was written.</summary>
internal sealed class SignallingWriter(string end) : StringWriter
{
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Written => written.Task;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.EndsWith(end, StringComparison.Ordinal) == true)
        {
            written.TrySetResult();
        }
    }
}

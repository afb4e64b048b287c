using OpenTelemetry;
using OpenTelemetry.Logs;

namespace DataRights.OpenTelemetry;

/// <summary>
/// Takes a log entry's exception away but for its type: the text and stack of a driver's or framework's exception may quote data.
/// To be added before the exporter.
/// </summary>
public sealed class BareLogs : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (data.Exception is not { } exception)
        {
            return;
        }

        data.Exception = null;
        data.Attributes = [.. data.Attributes ?? [], new("exception.type", exception.GetType().FullName)];
    }
}

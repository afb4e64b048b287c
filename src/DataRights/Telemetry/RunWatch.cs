using System.Diagnostics;
using DataRights.Requests;

namespace DataRights.Telemetry;

/// <summary>Watches one run from the moment it has its epoch: one span, one duration, and the trouble it met. Not safe for concurrent use.</summary>
internal sealed class RunWatch(RequestRecord taken, TimeProvider clock) : IDisposable
{
    private readonly Activity? span = Spans.Run(taken);
    private readonly long began = clock.GetTimestamp();
    private bool isReported;

    /// <summary>The end is written, and what follows from it may still fail.</summary>
    /// <param name="verdict">How the run ended.</param>
    /// <param name="trouble">What ended it, when something went wrong.</param>
    public void Ended(RunVerdict verdict, Trouble? trouble = null)
    {
        if (trouble is not null)
        {
            TroubleMeter.Met(taken.Kind, trouble);
        }

        Report(verdict);
    }

    /// <summary>The end, or what follows from it, could not be written; the message, or housekeeping, brings the request back.</summary>
    public void Broke(Trouble trouble)
    {
        if (trouble.Kind == TroubleKind.Fenced)
        {
            Report(RunVerdict.Fenced);
            return;
        }

        TroubleMeter.Met(taken.Kind, trouble);
        Report(trouble.Kind == TroubleKind.Shutdown ? RunVerdict.Stopped : RunVerdict.Retried(trouble.Code));
    }

    public void Dispose() => span?.Dispose();

    private void Report(RunVerdict verdict)
    {
        if (isReported)
        {
            return;
        }

        isReported = true;
        RunMeter.Ended(taken.Kind, verdict, clock.GetElapsedTime(began));
        if (verdict.IsError)
        {
            span.Fail(verdict.Code);
        }

        span?.SetTag(SpanTags.How, verdict.How).SetTag(SpanTags.Code, verdict.Code);
    }
}

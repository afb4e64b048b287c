using System.Runtime.ExceptionServices;

namespace DataRights.Requests.Pruning;

/// <summary>When one process prunes, and how it goes on after trouble: once an hour is often enough for periods of months.</summary>
internal sealed class PruningPace(TimeProvider time)
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private ExceptionDispatchInfo? trouble;
    private long? last;

    /// <summary>Whether it is time; true starts a round.</summary>
    public bool IsTime()
    {
        if (last is { } at && time.GetElapsedTime(at) < Every)
        {
            return false;
        }

        (last, trouble) = (time.GetTimestamp(), null);
        return true;
    }

    /// <summary>Does one thing of the round. Trouble with it keeps none of the others from their due; the first is raised by <see cref="End"/>.</summary>
    public async Task DoAsync(Func<Task> one, CancellationToken cancellationToken)
    {
        try
        {
            await one();
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { Kind: TroubleKind.Transient or TroubleKind.Permanent })
        {
            trouble ??= ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <summary>Ends the round: raises what was in the way first, so that it is reported.</summary>
    public void End() => trouble?.Throw();
}

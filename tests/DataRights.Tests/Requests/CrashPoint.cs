namespace DataRights.Tests.Requests;

/// <summary>Lets a process live for so many effects, then stops it: the effect is there, its answer is lost, and nothing has an effect any more.</summary>
public sealed class CrashPoint(int afterEffects)
{
    private int effects;

    public bool Reached => Volatile.Read(ref effects) >= afterEffects;

    public static CrashPoint Never => new(int.MaxValue);

    public async Task<T> EffectAsync<T>(Func<Task<T>> effect)
    {
        ThrowIfReached();
        var result = await effect();
        Interlocked.Increment(ref effects);
        ThrowIfReached();
        return result;
    }

    public void ThrowIfReached()
    {
        if (Reached)
        {
            throw new CrashException();
        }
    }

    public sealed class CrashException() : Exception("The process has stopped.");
}

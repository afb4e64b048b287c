using System.Reflection;
using DataRights.Retention;

namespace DataRights.Testing.Fakes;

/// <summary>A store whose database's clock is asked for elsewhere, so that a test may choose its own date: null, or what the test says.</summary>
public class ClocklessStore : DispatchProxy
{
    private IRetentionStore inner = null!;
    private Func<DateTimeOffset?> clock = () => null;

    public static IRetentionStore Over(IRetentionStore inner, Func<DateTimeOffset?>? clock = null)
    {
        var store = Create<IRetentionStore, ClocklessStore>();
        var proxy = (ClocklessStore)(object)store;
        (proxy.inner, proxy.clock) = (inner, clock ?? proxy.clock);
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == nameof(IRetentionStore.ClockAsync)
        ? Task.FromResult(clock())
        : targetMethod.Invoke(inner, BindingFlags.DoNotWrapExceptions, null, args, null);
}

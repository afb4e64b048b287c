using System.Reflection;
using DataRights.Storage;

namespace DataRights.EndToEnd.Tests.Capacity;

/// <summary>A store that counts what is asked of another, but for the embedded queue's own objects, which Service Bus holds in Azure.</summary>
public class CallCounter : DispatchProxy
{
    private readonly Dictionary<string, int> calls = [];
    private IObjectStore inner = null!;

    public static (IObjectStore Store, CallCounter Counter) Over(IObjectStore inner)
    {
        var store = Create<IObjectStore, CallCounter>();
        var counter = (CallCounter)(object)store;
        counter.inner = inner;
        return (store, counter);
    }

    /// <summary>Calls that read, calls that write or list, and deletions: the three prices of Blob Storage.</summary>
    public (int Reads, int Writes, int Deletes) Take()
    {
        lock (calls)
        {
            var sums = calls.GroupBy(c => c.Key switch
            {
                nameof(IObjectStore.ReadAsync) or nameof(IObjectStore.OpenReadAsync) => 0,
                nameof(IObjectStore.DeleteAsync) or nameof(IObjectStore.DiscardBlocksAsync) => 2,
                _ => 1,
            }).ToDictionary(g => g.Key, g => g.Sum(c => c.Value));
            calls.Clear();
            return (sums.GetValueOrDefault(0), sums.GetValueOrDefault(1), sums.GetValueOrDefault(2));
        }
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args?[0] is string name && !name.StartsWith(ObjectNames.Queues, StringComparison.Ordinal))
        {
            lock (calls)
            {
                calls[targetMethod!.Name] = calls.GetValueOrDefault(targetMethod.Name) + 1;
            }
        }

        return targetMethod!.Invoke(inner, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}

using DataRights.Storage;
using DataRights.Testing;

namespace DataRights.Azure.Tests.Storage;

/// <summary>Two instances over one container, as two processes have them: each call goes to the other one than the call before.</summary>
internal sealed class AlternatingStores(IObjectStore first, IObjectStore second) : PassingObjectStore
{
    private int calls;

    protected override IObjectStore Next => Interlocked.Increment(ref calls) % 2 == 0 ? first : second;
}

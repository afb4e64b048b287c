using System.Runtime.CompilerServices;
using DataRights.Storage;

namespace DataRights.Testing;

/// <summary>
/// Breaks a store at a chosen effect. Effects (writes, deletions, appends, stagings, commits, discards) are counted from
/// 1. A crash leaves the store dead: every later call raises <see cref="SimulatedCrashException"/> until <see cref="Revive"/>.
/// <code>
/// for (var n = 1; ; n++) { faults.CrashBefore(n); … run … ; if (!faults.Crashed) break; faults.Revive(); … run again, check … }
/// </code>
/// </summary>
public sealed class FaultInjectingObjectStore(IObjectStore inner) : IObjectStore
{
    private readonly Lock _gate = new();
    private int _effects;
    private int _at;
    private Fault _fault;
    private bool _crashed;

    private enum Fault
    {
        None,
        CrashBefore,
        CrashAfter,
        FailBefore,
        FailAfter,
    }

    /// <summary>Effects asked for since the start or the last <see cref="Revive"/>.</summary>
    public int Effects => Volatile.Read(ref _effects);

    public bool Crashed => Volatile.Read(ref _crashed);

    /// <summary>Sees every effect (operation, object name) before it takes place.</summary>
    public Action<string, string>? OnEffect { get; set; }

    /// <summary>The process dies just before the n-th effect.</summary>
    public void CrashBefore(int effect) => Arm(Fault.CrashBefore, effect);

    /// <summary>The n-th effect takes place, but its caller dies before it learns of it.</summary>
    public void CrashAfter(int effect) => Arm(Fault.CrashAfter, effect);

    /// <summary>The n-th effect raises a transient <see cref="StoreException"/> and does not take place; later ones go well.</summary>
    public void FailBefore(int effect) => Arm(Fault.FailBefore, effect);

    /// <summary>The n-th effect takes place, and its caller gets a transient <see cref="StoreException"/>: a lost answer.</summary>
    public void FailAfter(int effect) => Arm(Fault.FailAfter, effect);

    /// <summary>A new process: nothing is armed, the count is 0, the state is what the dead one left.</summary>
    public void Revive()
    {
        lock (_gate)
        {
            (_effects, _at, _fault, _crashed) = (0, 0, Fault.None, false);
        }
    }

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken) => Alive().ReadAsync(name, cancellationToken);

    public Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken) =>
        EffectAsync("write", name, () => inner.TryWriteAsync(name, content, condition, cancellationToken));

    public Task<bool> DeleteAsync(string name, WriteCondition condition, CancellationToken cancellationToken) =>
        EffectAsync("delete", name, () => inner.DeleteAsync(name, condition, cancellationToken));

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in Alive().ListAsync(prefix, cancellationToken))
        {
            Alive();
            yield return entry;
        }
    }

    public Task<bool> TryAppendAsync(string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken) =>
        EffectAsync("append", name, () => inner.TryAppendAsync(name, content, position, cancellationToken));

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken) => Alive().OpenReadAsync(name, cancellationToken);

    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        EffectAsync("stage", name, async () =>
        {
            await inner.StageBlockAsync(name, blockId, content, cancellationToken);
            return true;
        });

    public Task<IReadOnlyDictionary<string, long>> ListBlocksAsync(string name, CancellationToken cancellationToken) =>
        Alive().ListBlocksAsync(name, cancellationToken);

    public Task<string?> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, WriteCondition condition, CancellationToken cancellationToken) =>
        EffectAsync("commit", name, () => inner.CommitBlocksAsync(name, blockIds, condition, cancellationToken));

    public Task DiscardBlocksAsync(string name, CancellationToken cancellationToken) =>
        EffectAsync("discard", name, async () =>
        {
            await inner.DiscardBlocksAsync(name, cancellationToken);
            return true;
        });

    public Task<Uri?> LinkAsync(string name, DateTimeOffset until, string downloadName, CancellationToken cancellationToken) =>
        Alive().LinkAsync(name, until, downloadName, cancellationToken);

    private void Arm(Fault fault, int effect)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(effect, 1);
        lock (_gate)
        {
            (_effects, _at, _fault) = (0, effect, fault);
        }
    }

    /// <summary>Counts an effect that takes place elsewhere with those of the store, so that one process dies at one point of all.</summary>
    public Task<T> ElsewhereAsync<T>(string operation, string name, Func<Task<T>> effect) => EffectAsync(operation, name, effect);

    /// <summary>Raises when the process is dead: for reads elsewhere.</summary>
    public void EnsureAlive() => Alive();

    private IObjectStore Alive() => Crashed ? throw new SimulatedCrashException() : inner;

    private async Task<T> EffectAsync<T>(string operation, string name, Func<Task<T>> effect)
    {
        var fault = Next();
        OnEffect?.Invoke(operation, name);
        Raise(fault is Fault.CrashBefore, fault is Fault.FailBefore);
        var result = await effect();
        Raise(fault is Fault.CrashAfter, fault is Fault.FailAfter);
        return result;
    }

    private Fault Next()
    {
        lock (_gate)
        {
            Alive();
            _effects++;
            var fault = _effects == _at ? _fault : Fault.None;
            _crashed = fault is Fault.CrashBefore or Fault.CrashAfter;
            return fault;
        }
    }

    private static void Raise(bool crash, bool fail)
    {
        if (crash)
        {
            throw new SimulatedCrashException();
        }

        if (fail)
        {
            throw new StoreException("injected", transient: true);
        }
    }
}

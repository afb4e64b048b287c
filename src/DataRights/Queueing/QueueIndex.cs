namespace DataRights.Queueing;

/// <summary>
/// One queue's messages in memory, by the time they become visible. Only a hint about where to look: the objects
/// themselves decide, so an entry that is out of date costs a read and no harm. Safe for concurrent use.
/// </summary>
internal sealed class QueueIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly SortedSet<(DateTimeOffset VisibleAt, string Name)> _order = new(Comparer<(DateTimeOffset VisibleAt, string Name)>.Create(
        (a, b) => a.VisibleAt.CompareTo(b.VisibleAt) is var byTime and not 0 ? byTime : string.CompareOrdinal(a.Name, b.Name)));

    private TaskCompletionSource _changed = NewSignal();
    private long _clock;

    /// <summary>Completes when a message is set that becomes visible before all others known so far.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Marks a moment: what is set after it is not undone by <see cref="Keep"/> with a listing begun at it.</summary>
    public long Mark()
    {
        lock (_gate)
        {
            return ++_clock;
        }
    }

    public void Set(string name, DateTimeOffset visibleAt, string? version)
    {
        TaskCompletionSource? signal = null;
        lock (_gate)
        {
            var sooner = _order.Count == 0 || visibleAt < _order.Min.VisibleAt;
            Forget(name);
            _entries[name] = new Entry(visibleAt, version, ++_clock);
            _order.Add((visibleAt, name));
            if (sooner)
            {
                (signal, _changed) = (_changed, NewSignal());
            }
        }

        signal?.TrySetResult();
    }

    public void Remove(string name)
    {
        lock (_gate)
        {
            Forget(name);
            _entries.Remove(name);
        }
    }

    /// <summary>Drops what a listing that began at the mark did not show.</summary>
    public void Keep(HashSet<string> listed, long mark)
    {
        lock (_gate)
        {
            foreach (var gone in _entries.Where(e => e.Value.Touched < mark && !listed.Contains(e.Key)).Select(e => e.Key).ToList())
            {
                Forget(gone);
                _entries.Remove(gone);
            }
        }
    }

    public bool Knows(string name, string version)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(name, out var entry) && entry.Version == version;
        }
    }

    /// <summary>Takes the first visible message out of the order, so that two callers don't try for the same; null when there is none.</summary>
    public string? Take(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_order.Count == 0 || _order.Min.VisibleAt > now)
            {
                return null;
            }

            var first = _order.Min;
            _order.Remove(first);
            return first.Name;
        }
    }

    /// <summary>Puts back what was taken and not set or removed since.</summary>
    public void PutBack(string name)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(name, out var entry))
            {
                _order.Add((entry.VisibleAt, name));
            }
        }
    }

    public DateTimeOffset? NextVisible()
    {
        lock (_gate)
        {
            return _order.Count == 0 ? null : _order.Min.VisibleAt;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Forget(string name)
    {
        if (_entries.TryGetValue(name, out var entry))
        {
            _order.Remove((entry.VisibleAt, name));
        }
    }

    private readonly record struct Entry(DateTimeOffset VisibleAt, string? Version, long Touched);
}

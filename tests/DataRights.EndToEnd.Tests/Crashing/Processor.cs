using DataRights.Recipients;
using DataRights.Testing;

namespace DataRights.EndToEnd.Tests.Crashing;

/// <summary>
/// A recipient with a freeze hook that outlives processes: it keeps customers, deletes who is named, and remembers the keys of
/// the calls. Of its first answer nobody hears.
/// </summary>
public sealed class Processor(params string[] customers)
{
    private readonly Lock gate = new();
    private readonly SortedSet<string> known = new(customers, StringComparer.Ordinal);
    private readonly SortedSet<string> frozen = new(StringComparer.Ordinal);
    private readonly SortedSet<string> told = new(StringComparer.Ordinal);

    /// <summary>Whom it knows, whom it has frozen, and by how many keys it was told.</summary>
    public string State
    {
        get
        {
            lock (gate)
            {
                return $"knows {string.Join(',', known)}; frozen {string.Join(',', frozen)}; told {told.Count}";
            }
        }
    }

    /// <summary>Whether the person has been frozen.</summary>
    public bool HasFrozen
    {
        get
        {
            lock (gate)
            {
                return frozen.Count > 0;
            }
        }
    }

    /// <summary>How a process calls it; each call is an effect of the process.</summary>
    public IRecipientTransport Reached(FaultInjectingObjectStore faults) => new Transport(this, faults);

    private RecipientAnswer Tell(RecipientCall call)
    {
        lock (gate)
        {
            var isFirst = told.Add(call.Key);
            if (isFirst)
            {
                known.ExceptWith(call.Identifiers.Select(i => i.Value));
            }

            return isFirst ? new RecipientAnswer(RecipientVerdict.Unavailable, "timeout") : new RecipientAnswer(RecipientVerdict.Confirmed, "http-200");
        }
    }

    private RecipientAnswer Freeze(RecipientCall call)
    {
        lock (gate)
        {
            frozen.UnionWith(call.Identifiers.Select(i => i.Value));
            return new RecipientAnswer(RecipientVerdict.Confirmed, "http-200");
        }
    }

    private sealed class Transport(Processor processor, FaultInjectingObjectStore faults) : IRecipientTransport
    {
        public bool Reaches(string connection) => true;

        public Task<RecipientAnswer> TellAsync(RecipientCall call, CancellationToken cancellationToken) =>
            faults.ElsewhereAsync("tell", call.Connection, () => Task.FromResult(processor.Tell(call)));

        public Task<RecipientAnswer> AskAsync(RecipientCall call, string address, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<RecipientAnswer> FreezeAsync(RecipientCall call, TimeSpan within, CancellationToken cancellationToken) =>
            faults.ElsewhereAsync("freeze", call.Connection, () => Task.FromResult(processor.Freeze(call)));
    }
}

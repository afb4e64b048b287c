using DataRights.Recipients;
using DataRights.Tests.Requests;

namespace DataRights.Tests.Recipients;

/// <summary>A transport that answers as the test says, and keeps what was sent. May die with its process, after the other side has taken the call.</summary>
internal sealed class ScriptedRecipient(World world) : IRecipientTransport
{
    public static readonly RecipientAnswer Deleted = new(RecipientVerdict.Confirmed, "http-200");
    public static readonly RecipientAnswer Broken = new(RecipientVerdict.Unavailable, "http-500");
    public static readonly RecipientAnswer Taken = new(RecipientVerdict.Accepted, "http-202");

    private readonly Lock gate = new();

    public Func<RecipientCall, RecipientAnswer> Script { get; set; } = _ => Deleted;

    public Func<string, RecipientAnswer> Asked { get; set; } = _ => Taken;

    public Func<RecipientCall, RecipientAnswer> Frozen { get; set; } = _ => Deleted;

    /// <summary>Done before each telling is answered.</summary>
    public Func<RecipientCall, Task> Before { get; set; } = _ => Task.CompletedTask;

    public bool IsThere { get; set; } = true;

    public List<(RecipientCall Call, DateTimeOffset At)> Told { get; } = [];

    public List<string> Addresses { get; } = [];

    public List<RecipientCall> Freezes { get; } = [];

    public bool Reaches(string connection) => IsThere;

    public async Task<RecipientAnswer> TellAsync(RecipientCall call, CancellationToken cancellationToken)
    {
        await Before(call);
        lock (gate)
        {
            Told.Add((call, world.Clock.GetUtcNow()));
            return Script(call);
        }
    }

    public Task<RecipientAnswer> AskAsync(RecipientCall call, string address, CancellationToken cancellationToken)
    {
        Addresses.Add(address);
        return Task.FromResult(Asked(address));
    }

    public Task<RecipientAnswer> FreezeAsync(RecipientCall call, TimeSpan within, CancellationToken cancellationToken)
    {
        Freezes.Add(call);
        return Task.FromResult(Frozen(call));
    }
}

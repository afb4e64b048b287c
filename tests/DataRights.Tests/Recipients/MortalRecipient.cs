using DataRights.Recipients;
using DataRights.Tests.Requests;

namespace DataRights.Tests.Recipients;

/// <summary>Calls while the process lives; it may die between the recipient's taking a call and learning of it.</summary>
internal sealed class MortalRecipient(ScriptedRecipient inner, CrashPoint crash) : IRecipientTransport
{
    public bool Reaches(string connection) => inner.Reaches(connection);

    public Task<RecipientAnswer> TellAsync(RecipientCall call, CancellationToken cancellationToken) =>
        crash.EffectAsync(() => inner.TellAsync(call, cancellationToken));

    public Task<RecipientAnswer> AskAsync(RecipientCall call, string address, CancellationToken cancellationToken) =>
        crash.EffectAsync(() => inner.AskAsync(call, address, cancellationToken));

    public Task<RecipientAnswer> FreezeAsync(RecipientCall call, TimeSpan within, CancellationToken cancellationToken) =>
        crash.EffectAsync(() => inner.FreezeAsync(call, within, cancellationToken));
}

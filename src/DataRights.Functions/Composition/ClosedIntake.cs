using DataRights.Api.Intake;
using DataRights.Queueing;

namespace DataRights.Functions.Composition;

/// <summary>Opens no message: the intake of a head that has no key for it. Messages wait, by coming again later; none is lost.</summary>
internal sealed class ClosedIntake : IRequestIntake
{
    public Task<IntakeResult> AcceptAsync(ReadOnlyMemory<byte> jwe, string messageId, CancellationToken cancellationToken) =>
        throw new QueueException("intake-closed", transient: true);
}

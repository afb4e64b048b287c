using DataRights.Api.Intake;

namespace DataRights.Functions.Tests.Fakes;

/// <summary>Answers as it is told, and remembers what it was given.</summary>
internal sealed class FakeIntake : IRequestIntake
{
    public List<(string Body, string MessageId)> Given { get; } = [];

    public Func<CancellationToken, IntakeResult> Answer { get; set; } = _ => IntakeResult.Accepted("r-1");

    public Task<IntakeResult> AcceptAsync(ReadOnlyMemory<byte> jwe, string messageId, CancellationToken cancellationToken)
    {
        Given.Add((System.Text.Encoding.UTF8.GetString(jwe.Span), messageId));
        return Task.FromResult(Answer(cancellationToken));
    }
}

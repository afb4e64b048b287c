using DataRights.Deletion.Replay;
using DataRights.Requests;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Answers as told, and notes what it was asked for.</summary>
internal sealed class FakeReplayer : IReplayer
{
    public const string Deletion = "0195a000-0000-7000-8000-000000000001";
    public const string Replay = "0195a000-0000-7000-8000-000000000002";

    private static readonly DateTimeOffset Started = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public ReplayOrder? Last { get; private set; }

    public bool Finishes { get; set; } = true;

    public Func<Exception>? Fails { get; set; }

    public Task<ReplayReport> RunAsync(ReplayOrder order, TimeSpan slice, CancellationToken cancellationToken)
    {
        Last = order;
        return Fails is { } fails ? throw fails() : Task.FromResult(new ReplayReport
        {
            Id = "0195a000-0000-7000-8000-000000000003",
            Since = order.Since,
            Source = order.Source,
            DryRun = order.DryRun,
            Started = Started,
            Finished = Finishes ? Started.AddMinutes(1) : null,
            Stuck = false,
            Restored = ["main"],
            Items =
            [
                new ReplayItem(Deletion, ReplayVerdict.Replayed, Replay, RequestStatus.Completed, "deleted"),
                new ReplayItem(Replay, ReplayVerdict.RegisteredAgain, null, null, null),
            ],
            Findings = [],
        });
    }
}

using DataRights.Deletion.Holds;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Keeps holds in memory, and notes what it was asked for.</summary>
internal sealed class FakeHolds : IHolds
{
    private readonly Dictionary<string, HoldView> holds = [];

    public HoldOrder? Last { get; private set; }

    public (bool ActiveOnly, string? Request)? Listed { get; private set; }

    public bool Acknowledges { get; set; } = true;

    public Func<Exception>? Fails { get; set; }

    public Task<PlacedHold> PlaceAsync(HoldOrder order, CancellationToken cancellationToken)
    {
        Last = order;
        if (Fails is { } fails)
        {
            throw fails();
        }

        return Task.FromResult(new PlacedHold(Put(Guid.CreateVersion7(FakeClock.Start).ToString("D"), order), true));
    }

    /// <summary>Has a hold with that id.</summary>
    public HoldView Put(string id, HoldOrder? asked = null)
    {
        var (order, now) = (asked ?? new HoldOrder("litigation", "operator"), FakeClock.Start);
        var hold = new Hold
        {
            Id = id, Subjects = order.Identifiers is null ? [] : ["s1_abc"], Collection = order.Collection, Reason = order.Reason, Placed = now, PlacedBy = order.PlacedBy,
            ReviewBy = order.ReviewBy ?? now.AddDays(90), Until = order.Until, Status = HoldStatus.Active, Acknowledged = Acknowledges ? now : null, LedgerReference = "ledger",
        };
        return holds[hold.Id] = new HoldView(hold, order.When, false);
    }

    public Task<HoldView?> GetAsync(string id, CancellationToken cancellationToken) => Task.FromResult(holds.GetValueOrDefault(id));

    public Task<IReadOnlyList<HoldView>> ListAsync(bool activeOnly, string? request, CancellationToken cancellationToken)
    {
        Listed = (activeOnly, request);
        return Task.FromResult<IReadOnlyList<HoldView>>([.. holds.Values]);
    }

    public Task<HoldView?> ReleaseAsync(string id, CancellationToken cancellationToken) => ChangeAsync(id, h => h with { Status = HoldStatus.Released, Released = FakeClock.Start });

    public Task<HoldView?> ReviewAsync(string id, DateTimeOffset? reviewBy, CancellationToken cancellationToken) =>
        Fails is { } fails ? throw fails() : ChangeAsync(id, h => h with { ReviewBy = reviewBy ?? FakeClock.Start.AddDays(90) });

    private Task<HoldView?> ChangeAsync(string id, Func<Hold, Hold> change) =>
        Task.FromResult(holds.TryGetValue(id, out var view) ? holds[id] = view with { Hold = change(view.Hold) } : null);
}

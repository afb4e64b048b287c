using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Retention.Holding;
using DataRights.Retention.Status;
using DataRights.Subjects;

namespace DataRights.Tests.Retention.Preview;

/// <summary>A table of raw rows in memory, of which only the levels of one rule's columns matter; anything that writes fails.</summary>
/// <param name="suppressed">How many of a period's rows are of people who are alone in their cell, by a variant of the rule; the rest share cells evenly.</param>
internal sealed class TabulatedStore(Func<RetentionRule, long> suppressed) : IRetentionStore
{
    public const long Rows = 1000;

    public string Name => "main";

    public int Asked { get; private set; }

    public HashSet<DateOnly> Periods { get; } = [];

    /// <summary>Done at each question.</summary>
    public Action OnAsked { get; set; } = () => { };

    public Task<IReadOnlyList<PublishedPeriod>> AssessAsync(RetentionGroup group, DateOnly period, CancellationToken cancellationToken)
    {
        Asked++;
        Periods.Add(period);
        OnAsked();
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<PublishedPeriod>>([.. group.Rules.Select(rule =>
        {
            var alone = suppressed(rule);
            var cells = 10 * rule.Keep.Count * (rule.Keep.Any(k => k.Level == Generalization.Hour) ? 24 : 1);
            return new PublishedPeriod(rule.Name, period, rule.Period, false)
            {
                RawRows = Rows,
                RowsSuppressed = alone,
                RowsPublished = Rows - alone,
                CellsSuppressed = alone,
                CellsPublished = alone == Rows ? 0 : cells,
                SmallestCell = alone == Rows ? null : (Rows - alone) / cells,
                Classes = alone == Rows ? [new(1, false, alone, alone, alone)] : [new(1, false, alone, alone, alone), new((Rows - alone) / cells, true, cells, Rows - alone, Rows - alone)],
            };
        })]);
    }

    public Task PrepareAsync(RetentionGroup group, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IRetentionSession> OpenSessionAsync(RetentionGroup group, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DateOnly?> OldestDueAsync(RetentionGroup group, DateTimeOffset closedBefore, RawHolds holds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<PublishedPeriod>> PublishAsync(RetentionGroup group, DateOnly period, RawHolds holds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<PublishedPeriod>?> FindAsync(RetentionGroup group, DateOnly period, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> DestroyAsync(RetentionGroup group, DateOnly period, long limit, RawHolds holds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> ForgetAsync(RetentionGroup group, DataMap map, DateOnly period, long limit, RawHolds holds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SettleAsync(RetentionGroup group, DateOnly period, long destroyed, long held, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> CountUndatedAsync(RetentionGroup group, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> CountLaterThanAsync(RetentionGroup group, DateTimeOffset moment, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AdoptAsync(RetentionGroup group, IReadOnlyList<PublishedPeriod> published, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> CountHeldAsync(RetentionGroup group, DateOnly period, RawHolds holds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> CountHeldAsync(RetentionGroup group, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DateTimeOffset?> ClockAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> GateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RaiseGateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<RootKey> RootKeysAsync(RetentionGroup group, DataMap map, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<PeriodState>> ListAsync(RetentionRule rule, int most, CancellationToken cancellationToken) => throw new NotSupportedException();
}

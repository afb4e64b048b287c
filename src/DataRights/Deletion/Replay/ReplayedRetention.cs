using DataRights.Retention;

namespace DataRights.Deletion.Replay;

/// <summary>
/// The part of a replay that is retention's: raw rows that were destroyed after the backup are there again, and go before anything else reads them. Nobody's
/// totals are published for it, since the ledger knows the periods.
/// </summary>
internal sealed class ReplayedRetention(RetentionRunner runner)
{
    /// <summary>Works for a slice. Where more is left, or trouble may pass, the record is not done.</summary>
    public async Task<ReplayRecord> WorkAsync(ReplayRecord record, IReadOnlyCollection<string> targets, TimeSpan slice, CancellationToken cancellationToken)
    {
        var results = await runner.DestroyAgainAsync(targets, slice, cancellationToken);
        return record with
        {
            Retained = results.All(r => !r.MoreWork && !r.FailureIsTransient),
            Rules = [.. results.Select(r => Add(record.Rules.FirstOrDefault(k => k.Rule == r.Rule), r))],
        };
    }

    private static ReplayedRule Add(ReplayedRule? before, RetentionRunResult result) =>
        new(result.Rule, (before?.Periods ?? 0) + result.DaysDestroyed, (before?.Rows ?? 0) + result.RowsDestroyed, result.FailureCode);
}

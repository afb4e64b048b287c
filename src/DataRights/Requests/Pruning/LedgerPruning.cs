using System.Globalization;
using DataRights.Ledger;

namespace DataRights.Requests.Pruning;

/// <summary>Prunes the days of the ledger that are older than <see cref="RequestOptions.AccountableFor"/>, under a signed checkpoint.</summary>
public sealed class LedgerPruning(LedgerPruner pruner, RequestOptions options, TimeProvider time) : IHousekeepingChore
{
    private readonly PruningPace pace = new(time);

    public string Name => "ledger-pruning";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (pace.IsTime())
        {
            var before = (time.GetUtcNow() - options.AccountableFor).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await pruner.PruneAsync(before, cancellationToken);
        }
    }
}

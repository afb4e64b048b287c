using DataRights.Export;
using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Bench.Load;

/// <summary>Whether, when all is done, every request was done once and wholly, and nothing else was. Finds what is wrong, in sentences.</summary>
internal sealed class LoadChecks(LoadHost host, IReadOnlyList<Asked> asked)
{
    private readonly List<string> findings = [];

    /// <param name="rows">How many rows each person has.</param>
    /// <param name="archives">How many archives are opened and checked.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    public async Task<IReadOnlyList<string>> RunAsync(int rows, int archives, CancellationToken cancellationToken)
    {
        var ids = asked.Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        Expect(ids.Count == asked.Count, "two submissions have one id");
        Same("records", ids, await IdsAsync(ObjectNames.Requests, ".json", cancellationToken));
        Same("archives", asked.Where(a => a.Kind != RequestKind.Deletion).Select(a => a.Id), await IdsAsync(ObjectNames.Archives, ".zip", cancellationToken));
        Same("receipts", asked.Where(a => a.Kind == RequestKind.Deletion).Select(a => a.Id), await IdsAsync(ObjectNames.Receipts, ".json", cancellationToken));
        foreach (var prefix in (string[])[ObjectNames.Queues, ObjectNames.Subjects, ObjectNames.Work])
        {
            var left = await IdsAsync(prefix, "", cancellationToken);
            Expect(left.Count == 0, $"{left.Count} objects are left under {prefix}");
        }

        foreach (var request in asked)
        {
            await CheckAsync(request, cancellationToken);
        }

        foreach (var request in asked.Where(a => a.Kind != RequestKind.Deletion).Take(archives))
        {
            await using var stream = await host.Store.OpenReadAsync(ObjectNames.Archive(request.Id), cancellationToken);
            var report = await ArchiveVerifier.VerifyAsync(stream!, cancellationToken);
            Expect(report.Holds && report.Rows == rows, $"archive {request.Id} has {report.Rows} rows: {string.Join(' ', report.Findings)}");
        }

        var ledger = await host.Get<ILedger>().VerifyAsync(cancellationToken);
        Expect(ledger.Holds && ledger.Chains == asked.Count, $"the ledger has {ledger.Chains} chains: {string.Join(' ', ledger.Findings.Take(5))}");
        return findings;
    }

    private async Task CheckAsync(Asked request, CancellationToken cancellationToken)
    {
        var record = await host.Requests.GetAsync(request.Id, cancellationToken);
        var outcome = request.Kind == RequestKind.Deletion ? "deleted" : "archived";
        Expect(record is { Status: RequestStatus.Completed } && record.Outcome == outcome, $"request {request.Id} is {record?.Status}, {record?.Outcome}");
        var chain = record is null ? [] : await host.Get<ILedger>().ReadAsync(record.LedgerReference, cancellationToken);
        var effect = request.Kind == RequestKind.Deletion ? LedgerCodes.ReceiptIssued : LedgerCodes.Archived;
        foreach (var code in (string[])[LedgerCodes.Received, effect, LedgerCodes.Completed])
        {
            Expect(chain.Count(e => e.Code == code) == 1, $"request {request.Id} has {chain.Count(e => e.Code == code)} entries {code}");
        }
    }

    private async Task<List<string>> IdsAsync(string prefix, string extension, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        await foreach (var entry in host.Store.ListAsync(prefix, cancellationToken))
        {
            ids.Add(entry.Name[prefix.Length..^extension.Length]);
        }

        return ids;
    }

    private void Same(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (mine, theirs) = (expected.ToHashSet(StringComparer.Ordinal), found.ToList());
        Expect(mine.Count == theirs.Count && mine.SetEquals(theirs), $"{theirs.Count} {what}, {mine.Count} expected");
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            findings.Add(otherwise);
        }
    }
}

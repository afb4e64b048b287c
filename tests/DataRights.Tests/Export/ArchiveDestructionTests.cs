using DataRights.Export;
using DataRights.Ledger;
using DataRights.Storage;
using Xunit;

namespace DataRights.Tests.Export;

public sealed class ArchiveDestructionTests
{
    [Fact]
    public async Task Destroying_twice_leaves_one_entry_no_bytes_and_the_first_time()
    {
        var harness = new ExportHarness();
        await harness.ExportAsync();
        var record = harness.Request.Record;
        var ledger = new OneChain();
        var destruction = new ArchiveDestruction(harness.Store, ledger);

        var first = await destruction.DestroyAsync(record, TestContext.Current.CancellationToken);
        var again = await destruction.DestroyAsync(record, TestContext.Current.CancellationToken);

        Assert.Null(harness.Store.Bytes(record.Archive!.ObjectName));
        Assert.NotNull(first.Archive!.Destroyed);
        Assert.Equal(first.Archive, again.Archive);
        Assert.Single(ledger.Entries);
        Assert.Same(first, await destruction.DestroyAsync(first, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_half_staged_archive_goes_as_well()
    {
        var harness = new ExportHarness();
        var name = ObjectNames.Archive(harness.Request.Record.Id);
        await harness.Store.StageBlockAsync(name, "b", new byte[3], TestContext.Current.CancellationToken);

        await new ArchiveDestruction(harness.Store, new OneChain()).DestroyAsync(harness.Request.Record, TestContext.Current.CancellationToken);

        Assert.Empty(await harness.Store.ListBlocksAsync(name, TestContext.Current.CancellationToken));
    }

    private sealed class OneChain : ILedger
    {
        public List<LedgerEntry> Entries { get; } = [];

        public Task<LedgerEntry> AppendAsync(string reference, string key, string code, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken)
        {
            if (Entries.Find(e => e.Key == key) is { } known)
            {
                return Task.FromResult(known);
            }

            Entries.Add(new LedgerEntry(Entries.Count, ExportHarness.Start, reference, key, code, facts, "", ""));
            return Task.FromResult(Entries[^1]);
        }

        public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string reference, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<LedgerAnchor> AnchorAsync(string reference, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<LedgerVerification> VerifyAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Testing.Fakes;

/// <summary>A request's record and ledger chain, as its runs see them.</summary>
public sealed class FakeRequest(RequestRecord record)
{
    public RequestRecord Record { get; set; } = record;

    public List<LedgerEntry> Ledger { get; } = [];

    /// <summary>Takes the next epoch.</summary>
    public FakeRun Start(string collection, params string[] key)
    {
        Record = Record with { Epoch = Record.Epoch + 1 };
        return new FakeRun(this, Record.Epoch, new RootKey(collection, Key.Of(key)));
    }
}

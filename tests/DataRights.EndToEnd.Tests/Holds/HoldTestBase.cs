using DataRights.Deletion.Holds;
using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Samples.PythonPro;

namespace DataRights.EndToEnd.Tests.Holds;

/// <summary>What the tests of holds share.</summary>
public abstract class HoldTestBase(SampleTemplate template, SourceKind kind) : DeletionTestBase(template, kind)
{
    protected static readonly string Person = Id(PythonProPeople.Ordinary);

    protected static HoldOrder OnPerson(string? collection = null, string? when = null) => new("litigation-7", "operator")
    {
        Identifiers = new Dictionary<string, string> { ["user_id"] = Person },
        Collection = collection,
        When = when,
    };

    protected static async Task<Hold> PlaceAsync(EngineProcess process, HoldOrder order) => (await process.Get<IHolds>().PlaceAsync(order, Token)).Hold.Hold;

    protected static async Task ReleaseAsync(EngineProcess process, Hold hold)
    {
        await process.Get<IHolds>().ReleaseAsync(hold.Id, Token);
        await process.RunUntilQuietAsync();
    }

    protected static Task<RequestRecord> SubmitAsync(EngineProcess process, bool waiveGrace = true) => process.SubmitAsync(RequestKind.Deletion, "user_id", Person, waiveGrace);

    protected static void AssertHeld(RequestRecord record) =>
        Xunit.Assert.True(record is { Status: RequestStatus.Waiting, Outcome: "held" }, $"{record.Status} with {record.Outcome}: {string.Join(' ', record.Findings)}");

    protected static void AssertSame(SampleState before, SampleState after, string table) =>
        Xunit.Assert.Equal(before.Tables[table].Select(r => r.ToString()).Order(), after.Tables[table].Select(r => r.ToString()).Order());

    /// <summary>The same as if there had never been a hold.</summary>
    protected static async Task AssertDeletedAsync(Deployment deployment, EngineProcess process, SampleState before, string id)
    {
        AssertCompleted(await process.ReadAsync(id));
        ExpectedDeletion.Settled(ExpectedDeletion.OfAccount(before, PythonProPeople.Ordinary)).AssertEqual(ExpectedDeletion.Settled(await StateAsync(deployment)));
        await AssertCleanedUpAsync(process);
        Xunit.Assert.True((await process.Get<Ledger.ILedger>().VerifyAsync(Token)).Holds);
    }
}

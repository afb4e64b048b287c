using DataRights.Deletion.Replay;
using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;

namespace DataRights.EndToEnd.Tests.Restore;

/// <summary>What the tests of single cases of a replay share.</summary>
public abstract class ReplayTestBase(SampleTemplate template) : DeletionTestBase(template, SourceKind.Sqlite)
{
    protected static readonly TimeSpan Slice = TimeSpan.FromMinutes(1);
    protected static readonly int[] People = [11, 12, 13];

    protected static SampleState Expected(SampleState restored, IEnumerable<int> people) =>
        ExpectedDeletion.Settled(people.Aggregate(restored, (state, person) => ExpectedDeletion.OfAccount(state, person)));

    protected static async Task DeleteAndRestoreAsync(Deployment deployment, DatabaseBackup backup, IReadOnlyList<int> people)
    {
        await using var process = deployment.Start();
        foreach (var person in people)
        {
            await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(person));
        }

        await process.RunUntilQuietAsync();
        deployment.Clock.Advance(TimeSpan.FromHours(1));
        await backup.RestoreAsync(Token);
    }

    protected static async Task<ReplayReport> ReplayAsync(Deployment deployment, EngineProcess process, ReplayOrder order)
    {
        for (var call = 0; call < 50; call++)
        {
            var report = await process.Get<IReplayer>().RunAsync(order, Slice, Token);
            if (report.Finished is not null || report.Stuck)
            {
                return report;
            }

            await process.DeliverAllAsync();
            await process.Get<Housekeeping>().RunAsync(Token);
            deployment.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        throw new InvalidOperationException("The replay does not come to an end.");
    }
}

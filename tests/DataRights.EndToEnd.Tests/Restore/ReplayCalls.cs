using DataRights.Deletion.Replay;
using DataRights.EndToEnd.Tests.Running;
using Xunit;

namespace DataRights.EndToEnd.Tests.Restore;

/// <summary>A replay as the command line asks a host for it.</summary>
internal static class ReplayCalls
{
    private static readonly TimeSpan Slice = TimeSpan.FromMinutes(1);

    /// <summary>Calls until the replay is finished, working what it submits.</summary>
    public static async Task<ReplayReport> ReplayAsync(this EngineProcess process, ReplayOrder order)
    {
        for (var call = 0; call < 20; call++)
        {
            var report = await process.Get<IReplayer>().RunAsync(order, Slice, TestContext.Current.CancellationToken);
            if (report.Finished is not null || report.Stuck)
            {
                return report;
            }

            await process.DeliverAllAsync();
        }

        throw new InvalidOperationException("The replay does not come to an end.");
    }
}

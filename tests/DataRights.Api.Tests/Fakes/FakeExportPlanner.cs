using DataRights.Export.Planning;
using DataRights.Requests;
using DataRights.Subjects;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Plans the same export for everybody.</summary>
internal sealed class FakeExportPlanner : IExportPlanner
{
    public (RootKey Root, RequestKind Kind)? Last { get; private set; }

    public Task<ExportPlan> PlanAsync(RootKey root, RequestKind kind, CancellationToken cancellationToken)
    {
        Last = (root, kind);
        return Task.FromResult(new ExportPlan("hash", FakeRequests.Received,
            [new("main", "orders", 3, 0, 300), new("files", "uploads", 0, 2, 5000)], new(64_000, 1, 2), ["Source 'old' cannot be read (connect-failed); nothing of it is counted."]));
    }
}

using DataRights.Deletion;
using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Subjects;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Plans at once, or when <see cref="Gate"/> opens, or fails as told.</summary>
internal sealed class FakePlanner : IDeletionPlanner
{
    private int calls;

    public TaskCompletionSource? Gate { get; set; }

    public Func<Exception>? Fails { get; set; }

    public int Calls => calls;

    public RootKey? LastRoot { get; private set; }

    public DateTimeOffset LastAsOf { get; private set; }

    public async Task<DeletionPlan> PlanAsync(RootKey root, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref calls);
        (LastRoot, LastAsOf) = (root, asOf);
        if (Gate is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        if (Fails is { } fails)
        {
            throw fails();
        }

        return new("hash", asOf,
            [new("main", "comments", 3, [new(0, Treatment.Anonymize, null, 3)]), new("main", "orders", 2, [new(0, Treatment.Retain, "tax records", 2)])],
            [new CoverageFinding("column-undeclared", "main", "users", "nickname", "Declare it.", 7)]);
    }
}

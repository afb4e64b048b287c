using DataRights.Deletion.Replay;
using DataRights.Deletion.Steps;
using DataRights.Subjects;

namespace DataRights.Deletion;

/// <summary>The steps of a deletion, in order, for a subject of a given root.</summary>
public sealed class DeletionSteps(DeletionParts parts)
{
    internal IEnumerable<IDeletionStep> For(RootKey root)
    {
        var (map, sources, locator, store, ledger, captures, earlier, time) = parts;
        var order = new ErasureOrder(map, map.Collection(root.Collection));
        yield return new PlanStep(new DeletionPlanner(map, sources, locator, time), time);
        yield return new CaptureStep(map, sources, locator, captures, time);
        var databases = order.Sources.Select(s => s.Source).ToList();
        if (parts is { Watch: { } ahead, Tombstones: { } tombstones })
        {
            yield return new TombstoneStep(map, sources, databases, ahead, tombstones, time);
        }

        foreach (var files in order.Files)
        {
            yield return new FilesStep(files, map, sources, locator, captures, time);
        }

        foreach (var (source, groups) in order.Sources)
        {
            yield return new EraseStep(source, groups, map, sources, captures, time);
        }

        if (parts.Watch is { } erased)
        {
            yield return new EpochStep("epoch:erased", databases, erased, time);
        }

        yield return new VerifyStep(map, sources, locator, captures, time);
        if (parts.Watch is { } settled)
        {
            yield return new EpochStep("epoch:settled", databases, settled, time);
        }

        yield return new CleanStep(sources, captures, earlier, time);
        yield return new ReceiptStep(map, store, ledger, time);
    }
}

using DataRights.Deletion.Steps;
using DataRights.Recipients.Steps;
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
        if (parts.Recipients is not null && map.Freeze is { } freeze)
        {
            yield return new FreezeStep(freeze, parts.Recipients);
        }

        yield return new CaptureStep(map, sources, locator, captures, time);
        var told = map.ToldRecipients.Any() ? parts.Recipients : null;
        if (told is not null)
        {
            yield return new TellStep(told);
        }

        foreach (var files in order.Files)
        {
            yield return new FilesStep(files, map, sources, locator, captures, time);
        }

        foreach (var (source, groups) in order.Sources)
        {
            yield return new EraseStep(source, groups, map, sources, captures, time);
        }

        yield return new VerifyStep(map, sources, locator, captures, time);
        if (told is not null)
        {
            yield return new AwaitStep(told);
        }

        yield return new CleanStep(sources, captures, earlier, time);
        yield return new ReceiptStep(map, store, ledger, time);
    }
}

using DataRights.Deletion.Receipts;
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
        foreach (var files in order.Files)
        {
            yield return new FilesStep(files, map, sources, locator, captures, time);
        }

        foreach (var (source, groups) in order.Sources)
        {
            yield return new EraseStep(source, groups, map, sources, captures, time);
        }

        yield return new VerifyStep(map, sources, locator, captures, time);
        yield return new CleanStep(sources, captures, earlier, time);
        var signer = parts.Signer ?? throw new InvalidOperationException("Receipts are signed, and the host has no signer.");
        yield return new ReceiptStep(map, new ReceiptIssuer(map, store, ledger, signer, parts.ReceiptFacts, time), time);
    }
}

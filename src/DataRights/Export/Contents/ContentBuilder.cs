using System.Globalization;
using DataRights.Export.Archive;
using DataRights.Export.Bag;
using DataRights.Export.Pages;
using DataRights.Export.Rows;
using DataRights.Export.Screening;
using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Telemetry;

namespace DataRights.Export.Contents;

/// <summary>
/// Fills a bag with a subject's data: one snapshot per database, then collection by collection in the map's order. A source
/// that fails for good becomes a gap; trouble that may pass is thrown.
/// </summary>
internal sealed class ContentBuilder(
    IRun run,
    ExportContents contents,
    SourceSet sources,
    IFootprintLocator locator,
    Func<string, SourceSchema, IReadOnlyList<CoverageFinding>> coverage,
    ExportOptions options,
    TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan StepsEvery = TimeSpan.FromSeconds(2);

    private readonly PageNames pageNames = new();
    private readonly Pseudonyms numbers = new();
    private readonly List<RequestStep> steps = [];
    private long stepsWritten = time.GetTimestamp();
    private readonly Dictionary<string, IRowSnapshot> snapshots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceSchema> schemas = new(StringComparer.Ordinal);

    /// <summary>What operators should look at; nothing personal.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>What the live schemas have and the map does not say.</summary>
    public List<CoverageFinding> NotInMap { get; } = [];

    /// <summary>False when the subject is not there any more: nothing was written then but the declaration.</summary>
    public async Task<bool> BuildAsync(BagWriter bag, CancellationToken cancellationToken)
    {
        var map = contents.Map;
        await bag.DeclareAsync(cancellationToken);
        foreach (var source in map.Sources.Where(s => s.Kind.HoldsRows() && map.Collections.Any(c => c.Source == s.Name)))
        {
            await OpenAsync(source.Name, cancellationToken);
        }

        var footprint = await locator.LocateAsync(run.Root, snapshots, cancellationToken);
        if (await IsGoneAsync(footprint, cancellationToken))
        {
            return false;
        }

        var frame = new PageFrame(bag, contents.Texts);
        var names = new SafeNames();
        var pulse = new Pulse(options.PartSize, run);
        var planner = new TablePlanner(new ExportScope(contents.IsPortability), contents.Gaps);
        var people = new OtherPeople(map, footprint, snapshots, numbers);
        var tables = new TableExporter(bag, names, contents.Request, options, pulse, contents.Gaps);
        foreach (var collection in map.Collections.Where(c => !c.IsFiles && snapshots.ContainsKey(c.Source)))
        {
            if (planner.Plan(collection, schemas[collection.Source]) is { } plan)
            {
                var screened = await people.ScreenAsync(plan, contents.Texts.AnotherPerson, cancellationToken);
                await Spans.ExportAsync(collection, () => ExportTableAsync(tables, frame, footprint, screened, cancellationToken), cancellationToken);
            }
        }

        if (numbers.IsFull)
        {
            contents.Gaps.Add(new Gap(GapCodes.OthersUnnumbered, null, null, null,
                $"Only the first {Pseudonyms.Most} other people have numbers; the rest stand as “another person”."));
        }

        var files = new FileExporter(bag, names, pulse, contents);
        foreach (var collection in map.Collections.Where(c => c.IsFiles))
        {
            await Spans.ExportAsync(collection, () => ExportFilesAsync(files, frame, footprint, collection, cancellationToken), cancellationToken);
        }

        Findings.AddRange(contents.Gaps.Where(g => g.IsFault).Select(g => g.Finding).Distinct());
        await DescribeAsync(bag, frame, cancellationToken);
        return true;
    }

    /// <summary>The record with the steps that are not written yet.</summary>
    public RequestRecord WithSteps(RequestRecord record)
    {
        var names = steps.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        return record with { Steps = [.. record.Steps.Where(s => !names.Contains(s.Name)), .. steps] };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var snapshot in snapshots.Values)
        {
            await snapshot.DisposeAsync();
        }
    }

    /// <summary>
    /// Whether the person was deleted since the request came: every source answers, the root's table is there, and no
    /// row of any collection is theirs.
    /// </summary>
    private async Task<bool> IsGoneAsync(Footprint footprint, CancellationToken cancellationToken)
    {
        var root = contents.Map.Collection(run.Root.Collection);
        var collections = new MapGraph(contents.Map).Reachable(root).Where(c => !c.IsFiles).ToList();
        if (!collections.All(c => snapshots.ContainsKey(c.Source)) || schemas[root.Source].Table(root.From) is null)
        {
            return false;
        }

        try
        {
            foreach (var collection in collections.OrderBy(c => c.Name == root.Name ? 0 : 1))
            {
                if (await snapshots[collection.Source].CountAsync(footprint, collection, cancellationToken) > 0)
                {
                    return false;
                }
            }
        }
        catch (SourceException e) when (!e.IsTransient)
        {
            // What cannot be counted is not known to be nothing; reading it will tell, and list it.
            return false;
        }

        return true;
    }

    private async Task OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var source = sources.Rows(name);
            var schema = await source.DescribeAsync(cancellationToken);
            var snapshot = await source.OpenSnapshotAsync(cancellationToken);
            (snapshots[name], schemas[name]) = (snapshot, schema);
            contents.Snapshots[name] = snapshot.TakenAt;
        }
        catch (SourceException e) when (!e.IsTransient)
        {
            contents.Gaps.Add(new Gap(GapCodes.SourceFailed, name, null, null, $"The source could not be read (code {e.Code}); nothing of it is in this archive.") { Detail = e.Code });
            return;
        }

        foreach (var finding in coverage(name, schemas[name]))
        {
            Findings.Add(finding.Message);
            NotInMap.Add(finding);

            // What the planner finds by itself is told once, in its own words.
            if (finding.Code is not (GapCodes.TableMissing or GapCodes.ColumnMissing))
            {
                contents.Gaps.Add(new Gap(finding.Code, finding.Source, finding.Collection, finding.Subject,
                    "The data map does not describe this yet, so it was not searched for your data. The operator has been told."));
            }
        }
    }

    private async Task<long> ExportTableAsync(TableExporter tables, PageFrame frame, Footprint footprint, PlannedTable plan, CancellationToken cancellationToken)
    {
        if (await tables.ExportAsync(snapshots[plan.Collection.Source], footprint, plan, cancellationToken) is not { } table)
        {
            return 0;
        }

        // Written at once, so that only one collection's preview is held in memory.
        var pages = await new CollectionPages(frame, pageNames, contents, options).WriteAsync(table, cancellationToken);
        contents.Tables.Add(table with { Preview = PreviewTable.Empty, Pages = pages });
        await StepAsync(plan.Collection, new() { ["rows"] = table.Rows, ["files"] = table.Parts.Count, ["bytes"] = table.Bytes }, cancellationToken);
        return table.Rows;
    }

    private async Task<long> ExportFilesAsync(FileExporter files, PageFrame frame, Footprint footprint, Collection collection, CancellationToken cancellationToken)
    {
        if (!new ExportScope(contents.IsPortability).Covers(collection))
        {
            contents.Gaps.Add(new Gap(GapCodes.OutOfScope, collection.Source, collection.Name, null,
                "A portability archive holds data processed by consent or for a contract; these files are kept on another ground. An access request includes them."));
            return 0;
        }

        IReadOnlyList<FileQuery> queries;
        try
        {
            queries = locator.Files(footprint, collection);
        }
        catch (SourceException e) when (!e.IsTransient)
        {
            contents.Gaps.Add(new Gap(GapCodes.PrefixUnsafe, collection.Source, collection.Name, null,
                "The folder of your files could not be told safely from other people's, so no file of it is in this archive."));
            return 0;
        }

        await files.ExportAsync(sources.Files(collection.Source), collection, queries, cancellationToken);
        var mine = contents.Files.Where(f => f.Collection == collection.Name).ToList();
        if (mine.Count > 0)
        {
            contents.FilePages.Add((collection, await new FilePages(frame, pageNames, contents).WriteAsync(collection, mine, cancellationToken)));
        }

        await StepAsync(collection, new() { ["files"] = mine.Count, ["bytes"] = mine.Sum(f => f.Entry.Size) }, cancellationToken);
        return mine.Count;
    }

    private async Task DescribeAsync(BagWriter bag, PageFrame frame, CancellationToken cancellationToken)
    {
        var map = contents.Map;
        await DataPackageFile.WriteAsync(bag, contents, cancellationToken);
        await AboutFile.WriteAsync(bag, contents, cancellationToken);
        await AboutPage.WriteAsync(frame, pageNames, contents, cancellationToken);
        await IndexPage.WriteAsync(frame, pageNames, contents, cancellationToken);
        await bag.FinishAsync(
        [
            new("Source-Organization", map.Controller.Name),
            new(map.Controller.Contact.Contains('@', StringComparison.Ordinal) ? "Contact-Email" : "Contact-Name", map.Controller.Contact),
            new("External-Identifier", contents.Request.Id),
            new("Internal-Sender-Description", $"Data map {map.Name}, SHA-256 {map.Hash}"),
            new("Bagging-Date", contents.Collected.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ], cancellationToken);
    }

    /// <summary>
    /// Notes a finished collection. An export that is stopped starts again, so its steps are there to be seen: they are
    /// written when some time has passed, the rest at the end, and a small export writes once.
    /// </summary>
    private async Task StepAsync(Collection collection, Dictionary<string, long> counts, CancellationToken cancellationToken)
    {
        steps.Add(new RequestStep(ExportMeter.StepOf(collection), time.GetUtcNow(), counts));
        if (time.GetElapsedTime(stepsWritten) >= StepsEvery)
        {
            await WriteStepsAsync(cancellationToken);
        }
    }

    private async Task WriteStepsAsync(CancellationToken cancellationToken)
    {
        await run.CheckpointAsync(WithSteps, cancellationToken);
        steps.Clear();
        stepsWritten = time.GetTimestamp();
    }
}

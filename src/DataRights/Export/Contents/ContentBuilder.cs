using DataRights.Export.Pages;
using DataRights.Export.Resume;
using DataRights.Export.Rows;
using DataRights.Export.Screening;
using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Telemetry;

namespace DataRights.Export.Contents;

/// <summary>
/// Fills an archive with a subject's data: one snapshot per database, then collection by collection in the map's order. A source
/// that fails for good becomes a gap; trouble that may pass is thrown. What the state says is done already is left alone.
/// </summary>
internal sealed class ContentBuilder(
    IRun run,
    ExportState state,
    ExportCheckpoints checkpoints,
    ExportSteps steps,
    SourceSet sources,
    IFootprintLocator locator,
    Func<string, SourceSchema, IReadOnlyList<CoverageFinding>> coverage,
    ExportOptions options) : IAsyncDisposable
{
    private readonly ExportContents contents = state.Contents;
    private readonly Dictionary<string, IRowSnapshot> snapshots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceSchema> schemas = new(StringComparer.Ordinal);

    public async Task<BuildOutcome> BuildAsync(CancellationToken cancellationToken)
    {
        var map = contents.Map;
        foreach (var source in map.Sources.Where(s => s.Kind.HoldsRows() && map.Collections.Any(c => c.Source == s.Name)))
        {
            await OpenAsync(source.Name, cancellationToken);
        }

        var footprint = await locator.LocateAsync(run.Root, snapshots, cancellationToken);
        if (await IsGoneAsync(footprint, cancellationToken))
        {
            return BuildOutcome.Gone;
        }

        var pulse = new Pulse(options.PartSize, run);
        var people = new OtherPeople(map, footprint, snapshots, state.Numbers);
        var tables = new TableExporter(state, checkpoints, contents.Request, options, pulse);
        var files = new FileExporter(state, checkpoints, pulse);
        foreach (var collection in map.Collections.Where(c => !c.IsFiles && IsReadable(c)).Concat(map.Collections.Where(c => c.IsFiles)).Where(c => !state.Done.Contains(c.Name)))
        {
            await (collection.IsFiles
                ? Spans.ExportAsync(collection, () => ExportFilesAsync(files, footprint, collection, cancellationToken), cancellationToken)
                : ExportTableAsync(tables, people, footprint, collection, cancellationToken));
            if (checkpoints.SliceEnded)
            {
                return BuildOutcome.SliceEnded;
            }

            state.Finish(collection.Name);
            if (await checkpoints.ReachedAsync(cancellationToken))
            {
                return BuildOutcome.SliceEnded;
            }
        }

        if (state.Numbers.IsFull && !contents.Gaps.Exists(g => g.Code == GapCodes.OthersUnnumbered))
        {
            contents.Gaps.Add(new Gap(GapCodes.OthersUnnumbered, null, null, null,
                $"Only the first {Pseudonyms.Most} other people have numbers; the rest stand as “another person”."));
        }

        state.Findings.AddRange(contents.Gaps.Where(g => g.IsFault).Select(g => g.Finding).Distinct());
        return BuildOutcome.Collected;
    }

    /// <summary>What an earlier run began is at least to be ended.</summary>
    private bool IsReadable(Collection collection) => snapshots.ContainsKey(collection.Source) || state.Table?.Collection == collection.Name;

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
        if (state.IsResumed && contents.Added.All(s => s.Source != name))
        {
            // It could not be read when the archive was begun, and is listed.
            return;
        }

        try
        {
            var source = sources.Rows(name);
            var schema = await source.DescribeAsync(cancellationToken);
            var snapshot = await source.OpenSnapshotAsync(cancellationToken);
            (snapshots[name], schemas[name]) = (snapshot, schema);
            contents.Add(new SnapshotTime(name, snapshot.TakenAt));
        }
        catch (SourceException e) when (!e.IsTransient && contents.Gaps.Exists(g => g.Code == GapCodes.SourceFailed && g.Source == name))
        {
            // It failed an earlier run as well.
        }
        catch (SourceException e) when (!e.IsTransient)
        {
            contents.Gaps.Add(new Gap(GapCodes.SourceFailed, name, null, null, state.IsResumed
                ? $"The source could not be read to its end (code {e.Code}); what was read of it before is in this archive."
                : $"The source could not be read (code {e.Code}); nothing of it is in this archive.") { Detail = e.Code });
        }

        if (!state.IsResumed && schemas.ContainsKey(name))
        {
            Compare(name);
        }
    }

    private void Compare(string name)
    {
        foreach (var finding in coverage(name, schemas[name]))
        {
            state.Findings.Add(finding.Message);
            state.NotInMap.Add(finding);

            // What the planner finds by itself is told once, in its own words.
            if (finding.Code is not (GapCodes.TableMissing or GapCodes.ColumnMissing))
            {
                contents.Gaps.Add(new Gap(finding.Code, finding.Source, finding.Collection, finding.Subject,
                    "The data map does not describe this yet, so it was not searched for your data. The operator has been told."));
            }
        }
    }

    private async Task ExportTableAsync(TableExporter tables, OtherPeople people, Footprint footprint, Collection collection, CancellationToken cancellationToken)
    {
        var plan = state.Table is { } begun && begun.Collection == collection.Name
            ? PlannedTable.Of(collection, begun.Columns)
            : new TablePlanner(contents.Map, new ExportScope(contents.IsPortability), contents.Gaps).Plan(collection, schemas[collection.Source]);
        if (plan is not null)
        {
            var table = schemas.GetValueOrDefault(collection.Source)?.Table(collection.From);
            plan = table is null ? plan : await people.ScreenAsync(plan, table, contents.Texts.AnotherPerson, cancellationToken);
            await Spans.ExportAsync(collection, () => ExportTableAsync(tables, footprint, plan, cancellationToken), cancellationToken);
        }
    }

    private async Task<long> ExportTableAsync(TableExporter tables, Footprint footprint, PlannedTable plan, CancellationToken cancellationToken)
    {
        var read = snapshots.TryGetValue(plan.Collection.Source, out var snapshot) ? await tables.ExportAsync(snapshot, footprint, plan, cancellationToken) : tables.Close(plan);
        if (read is not { } table)
        {
            return 0;
        }

        // Written at once, so that only one collection's preview is held in memory.
        List<PageProgress> placed = [];
        foreach (var bag in BagsOf(table.Parts.Select(p => p.Bag)))
        {
            var pages = await new CollectionPages(new PageFrame(bag.Writer, contents.Texts), state.PageNames, contents, options).WriteAsync(table.In(bag.Number), cancellationToken);
            placed.AddRange(pages.Select(p => new PageProgress(bag.Number, p)));
        }

        contents.Tables.Add(table with { Preview = PreviewTable.Empty, Placed = placed });
        await steps.AddAsync(plan.Collection, new Dictionary<string, long> { ["rows"] = table.Rows, ["files"] = table.Parts.Count, ["bytes"] = table.Bytes }, cancellationToken);
        return table.Rows;
    }

    private IEnumerable<ArchiveBag> BagsOf(IEnumerable<int> numbers) => numbers.Distinct().Select(n => state.Bags[n - 1]);

    private async Task<long> ExportFilesAsync(FileExporter files, Footprint footprint, Collection collection, CancellationToken cancellationToken)
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
        if (checkpoints.SliceEnded)
        {
            return mine.Count;
        }

        List<PageProgress> placed = [];
        foreach (var bag in BagsOf(mine.Select(f => f.Bag)))
        {
            var pages = await new FilePages(new PageFrame(bag.Writer, contents.Texts), state.PageNames, contents).WriteAsync(collection, [.. mine.Where(f => f.Bag == bag.Number)], cancellationToken);
            placed.AddRange(pages.Select(p => new PageProgress(bag.Number, p)));
        }

        if (placed.Count > 0)
        {
            contents.FilePages.Add(new ExportedFilePages(collection, placed));
        }

        await steps.AddAsync(collection, new Dictionary<string, long> { ["files"] = mine.Count, ["bytes"] = mine.Sum(f => f.Entry.Size) }, cancellationToken);
        return mine.Count;
    }
}

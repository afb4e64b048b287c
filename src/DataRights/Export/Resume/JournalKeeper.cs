using DataRights.Export.Contents;

namespace DataRights.Export.Resume;

/// <summary>Puts what was added to an export's state since the page before into the next page, and a state together again from all pages.</summary>
internal sealed class JournalKeeper(ExportState state)
{
    private readonly Dictionary<string, int> told = new(StringComparer.Ordinal);
    private string? toldTable;

    /// <summary>The next page. What it holds counts as told.</summary>
    public JournalPage Page(JournalHead? before)
    {
        var contents = state.Contents;
        return new JournalPage
        {
            Before = before,
            Collected = contents.Collected,
            Snapshots = New("snapshots", contents.Added),
            Bags = [.. state.Bags.Select(b => new BagProgress(b.Number, New($"blocks {b.Number}", b.Output.Blocks), New($"entries {b.Number}", b.Zip.Entries)))],
            Names = New("names", state.Names.Taken),
            PageNames = New("page names", state.PageNames.Taken),
            Gaps = New("gaps", contents.Gaps),
            Findings = New("findings", state.Findings),
            NotInMap = New("not in map", state.NotInMap),
            Tables = [.. New("tables", contents.Tables).Select(Of)],
            Files = [.. New("files", contents.Files).Select(f => new FileProgress(f.Collection, f.OriginalName, f.Modified, f.Bag, f.Path))],
            FilePages = [.. New("file pages", contents.FilePages).Select(p => new FilePagesProgress(p.Collection.Name, p.Placed))],
            Passed = NewPassed(),
            Done = New("done", state.Done),
            People = NewPeople(),
            Table = NewTable(),
            File = state.File,
        };
    }

    /// <summary>Puts the pages into a state that nothing was added to yet.</summary>
    public void Restore(IReadOnlyList<JournalPage> pages)
    {
        state.IsResumed = true;
        foreach (var bag in pages.SelectMany(p => p.Bags).GroupBy(b => b.Number).OrderBy(b => b.Key))
        {
            state.Add(bag.Key, new BagProgress(bag.Key, [.. bag.SelectMany(b => b.Blocks)], [.. bag.SelectMany(b => b.Entries)]));
        }

        foreach (var page in pages)
        {
            Restore(page);
        }

        // Everything is told already.
        _ = Page(null);
    }

    private void Restore(JournalPage page)
    {
        var contents = state.Contents;
        foreach (var snapshot in page.Snapshots)
        {
            contents.Add(snapshot);
        }

        foreach (var name in page.Names)
        {
            state.Names.Take(name.Folder, name.Name);
        }

        // The first one is the state's own.
        foreach (var name in page.PageNames.Skip(page.Before is null ? state.PageNames.Taken.Count : 0))
        {
            state.PageNames.Take(name);
        }

        if (page.People is { } people)
        {
            state.Numbers.Add(people);
        }

        contents.Gaps.AddRange(page.Gaps);
        state.Findings.AddRange(page.Findings);
        state.NotInMap.AddRange(page.NotInMap);
        contents.Tables.AddRange(page.Tables.Select(Of));
        contents.Files.AddRange(page.Files.Select(f => new ExportedFile(f.Collection, f.OriginalName, f.Modified, f.Bag, Bag(f.Bag).Begun(f.Path), f.Path)));
        contents.FilePages.AddRange(page.FilePages.Select(p => new ExportedFilePages(contents.Map.Collection(p.Collection), p.Pages)));
        var before = page.Done.Count == 0 ? state.Table : null;
        foreach (var collection in page.Done)
        {
            state.Finish(collection);
        }

        foreach (var file in page.Passed)
        {
            state.Pass(file);
        }

        state.File = page.File;
        state.Table = page.Table is { } open && before is not null && before.Collection == open.Collection
            ? open with { Parts = [.. before.Parts, .. open.Parts], Preview = [.. before.Preview, .. open.Preview] }
            : page.Table;
    }

    private ArchiveBag Bag(int number) => state.Bags[number - 1];

    private static TableProgress Of(ExportedTable table) => new(
        table.Plan.Collection.Name, [.. table.Plan.Columns.Select(c => c.Schema)], [.. table.Parts.Select(p => new PartProgress(p.Bag, p.Path, p.Rows))], table.Types, table.Placed) { Withheld = table.Withheld };

    private ExportedTable Of(TableProgress table) => new(
        PlannedTable.Of(state.Contents.Map.Collection(table.Collection), table.Columns), [.. table.Parts.Select(Of)], table.Types, Rows.PreviewTable.Empty) { Placed = table.Pages, Withheld = table.Withheld };

    private TablePart Of(PartProgress part) => new(part.Bag, Bag(part.Bag).Begun(part.Path), part.Path, part.Rows);

    private IReadOnlyList<T> New<T>(string what, IReadOnlyList<T> all)
    {
        var known = told.GetValueOrDefault(what);
        told[what] = all.Count;
        return [.. all.Skip(known)];
    }

    /// <summary>Begins anew with each collection.</summary>
    private IReadOnlyList<string> NewPassed()
    {
        if (state.Done.Count > told.GetValueOrDefault("done"))
        {
            told["passed"] = 0;
        }

        return New("passed", state.Passed);
    }

    private byte[]? NewPeople()
    {
        var known = told.GetValueOrDefault("people");
        told["people"] = state.Numbers.Count;
        return state.Numbers.Count > known ? state.Numbers.Save(known) : null;
    }

    private OpenTable? NewTable()
    {
        var open = state.Table;
        if (open?.Collection != toldTable)
        {
            (told["parts"], told["preview"], toldTable) = (0, 0, open?.Collection);
        }

        return open is null ? null : open with { Parts = New("parts", open.Parts), Preview = New("preview", open.Preview) };
    }
}

using DataRights.Export.Resume;
using DataRights.Export.Rows;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Export.Contents;

/// <summary>
/// A table under way: what was written of it, and what was met in its rows, also by an earlier run. What the page will show goes
/// on where that run stopped.
/// </summary>
internal sealed class TableWork : IDisposable
{
    private readonly ExportOptions options;
    private readonly OpenTable? begun;

    public TableWork(PlannedTable plan, OpenTable? begun, ExportState state, RequestRecord request, ExportOptions options, IEnumerable<DateTimeOffset> taken)
    {
        (Plan, this.begun, this.options) = (plan, begun, options);
        Parts = [.. begun?.Parts.Select(p => new TablePart(p.Bag, state.Bags[p.Bag - 1].Begun(p.Path), p.Path, p.Rows)) ?? []];
        Taken = [.. (begun?.Taken ?? []).Concat(taken).Distinct()];
        var shown = begun?.Preview ?? [];
        Encoder = RowEncoder.Create(request, plan, options with
        {
            PreviewRows = options.PreviewRows - shown.Count,
            PreviewCharacters = options.PreviewCharacters - shown.Sum(row => row.Sum(c => c?.Length ?? 0)),
        });
    }

    public PlannedTable Plan { get; }

    public List<TablePart> Parts { get; }

    /// <summary>When the views it is read from were taken.</summary>
    public IReadOnlyList<DateTimeOffset> Taken { get; }

    public RowEncoder Encoder { get; }

    public long Rows => Parts.Sum(p => p.Rows);

    public long ReplacedCharacters => (begun?.Replaced ?? 0) + Encoder.ReplacedCharacters;

    /// <summary>Values withheld for other people's sake, by column.</summary>
    public IReadOnlyList<long> Withheld => Sum(begun?.Withheld, Plan.Screen?.Withheld);

    /// <summary>Values that became somebody's number, by column.</summary>
    public IReadOnlyList<long> Numbered => Sum(begun?.Numbered, Plan.Screen?.Numbered);

    private IEnumerable<SeenValues> Seen => Encoder.Seen.Select((s, i) => s | (begun?.Seen[i] ?? SeenValues.None));

    /// <summary>As it stands between two resources.</summary>
    public OpenTable ToOpen(Key next) => new()
    {
        Collection = Plan.Collection.Name,
        Columns = [.. Plan.Columns.Select(c => c.Schema)],
        Parts = [.. Parts.Select(p => new PartProgress(p.Bag, p.Path, p.Rows))],
        Taken = Taken,
        Seen = [.. Seen],
        Replaced = ReplacedCharacters,
        Withheld = Withheld,
        Numbered = Numbered,
        Next = next.Values,
        Preview = [.. begun?.Preview ?? [], .. Encoder.Preview.Rows],
    };

    public ExportedTable ToExported(TableFormat format)
    {
        var preview = new PreviewTable(options.PreviewRows, options.PreviewCharacters);
        foreach (var row in (begun?.Preview ?? []).Concat(Encoder.Preview.Rows))
        {
            preview.Add(row);
        }

        var types = Plan.Columns.Zip(Seen, (column, seen) => FieldType.Of(column.Schema.Kind, seen, column, format.IsCsv));
        return new ExportedTable(Plan, Parts, [.. types], preview) { Taken = Taken, Withheld = Withheld };
    }

    private static IReadOnlyList<long> Sum(IReadOnlyList<long>? before, IReadOnlyList<long>? now) =>
        before is not { Count: > 0 } ? [.. now ?? []] : now is null ? before : [.. before.Zip(now, (b, n) => b + n)];

    public void Dispose() => Encoder.Dispose();
}

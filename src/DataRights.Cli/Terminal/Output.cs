using System.Globalization;

namespace DataRights.Cli.Terminal;

/// <summary>Where a command writes: results to one stream, what went wrong to the other. Numbers are written the same in every culture.</summary>
public sealed class Output(TextWriter results, TextWriter errors)
{
    public TextWriter Results => results;

    public void Line(FormattableString line) => results.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    public void Text(string line = "") => results.WriteLine(line);

    public void Error(string line) => errors.WriteLine(line);

    /// <summary>Rows with aligned columns; columns whose cells are all numbers are aligned to the right.</summary>
    public void Table(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = heads.Select((head, column) => Math.Max(head.Length, rows.Select(r => r[column].Length).DefaultIfEmpty().Max())).ToList();
        var numeric = heads.Select((_, column) => rows.Count > 0 && rows.All(r => long.TryParse(r[column], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var _))).ToList();
        foreach (var row in rows.Prepend(heads))
        {
            var cells = row.Select((cell, column) => numeric[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            Text("  " + string.Join("  ", cells).TrimEnd());
        }
    }
}

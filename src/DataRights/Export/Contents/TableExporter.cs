using System.Globalization;
using DataRights.Export.Archive;
using DataRights.Export.Bag;
using DataRights.Export.Rows;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Export.Contents;

/// <summary>
/// Streams a collection's rows into a file of the format asked for, or into several when it is big. What fails for good half-way
/// leaves the rows read so far and a gap; what may pass is thrown, for the export to be run again.
/// </summary>
internal sealed class TableExporter(BagWriter bag, SafeNames names, RequestRecord request, ExportOptions options, Pulse pulse, List<Gap> gaps)
{
    private const int FlushAt = 48 * 1024;

    private readonly TableFormat format = TableFormat.Of(request.Format);

    public async Task<ExportedTable?> ExportAsync(IRowSnapshot snapshot, Footprint footprint, PlannedTable plan, CancellationToken cancellationToken)
    {
        IRowReader reader;
        try
        {
            reader = await snapshot.ReadAsync(footprint, plan.Collection, plan.Read, cancellationToken);
        }
        catch (SourceException e) when (!e.IsTransient)
        {
            Miss(GapCodes.ReadFailed, plan, $"The source could not read it (code {e.Code}).", e.Code);
            return null;
        }

        await using (reader)
        {
            if (!reader.Columns.Select(c => c.Name).SequenceEqual(plan.Read, StringComparer.Ordinal))
            {
                throw new InvalidOperationException($"Source '{plan.Collection.Source}' returned other columns of '{plan.Collection.Name}' than were asked for.");
            }

            using var encoder = RowEncoder.Create(request, plan, options);
            var parts = await WriteAsync(reader, encoder, plan, cancellationToken);
            if (encoder.ReplacedCharacters > 0)
            {
                Miss(GapCodes.TextRepaired, plan, string.Create(CultureInfo.InvariantCulture,
                    $"{encoder.ReplacedCharacters} characters are not valid Unicode (lone surrogates) and stand as U+FFFD."));
            }

            MissOthers(plan);
            var types = plan.Columns.Select((c, i) => FieldType.Of(c.Schema.Kind, encoder.Seen[i], c, format.IsCsv)).ToList();
            return new ExportedTable(plan, parts, types, encoder.Preview);
        }
    }

    private async Task<List<TablePart>> WriteAsync(IRowReader reader, RowEncoder encoder, PlannedTable plan, CancellationToken cancellationToken)
    {
        List<TablePart> parts = [];
        bool more;
        do
        {
            more = await WritePartAsync(reader, encoder, plan, parts, cancellationToken);
        }
        while (more);

        return parts;
    }

    /// <summary>False when the rows are at their end; true when the part is full and another row is current.</summary>
    private async Task<bool> WritePartAsync(IRowReader reader, RowEncoder encoder, PlannedTable plan, List<TablePart> parts, CancellationToken cancellationToken)
    {
        var suffix = parts.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{parts.Count + 1}");
        var path = names.Take($"data/tables/{SafeNames.Clean(plan.Collection.Source)}", $"{SafeNames.Clean(plan.Collection.Name)}{suffix}.{format.Name}");
        var stream = await bag.OpenAsync(path, null, compress: true, cancellationToken);
        await using var output = new WriteBehind(stream, pulse);
        encoder.Begin();

        // A part after the first begins with the row that did not fit into the one before.
        long rows = 0;
        long told = 0;
        var full = false;
        try
        {
            while ((rows == 0 && parts.Count > 0) || await reader.ReadAsync(cancellationToken))
            {
                if (rows > 0 && output.Taken + encoder.Pending >= options.PartSize)
                {
                    full = true;
                    break;
                }

                encoder.AppendRow(reader);
                rows++;
                if (encoder.Pending >= FlushAt)
                {
                    await output.WaitAsync();
                    output.Write(encoder.Take(), cancellationToken);
                    await pulse.ReadAsync(rows - told, cancellationToken);
                    told = rows;
                }
            }

            await pulse.ReadAsync(rows - told, cancellationToken);
        }
        catch (SourceException e) when (!e.IsTransient)
        {
            Miss(GapCodes.ReadFailed, plan, string.Create(CultureInfo.InvariantCulture,
                $"The source stopped (code {e.Code}) after {parts.Sum(p => p.Rows) + rows} rows; the rest is missing."), e.Code);
        }

        encoder.End();
        await output.WaitAsync();
        output.Write(encoder.Take(), cancellationToken);
        await output.WaitAsync();
        parts.Add(new TablePart(await bag.CloseAsync(cancellationToken), path, rows));
        return full;
    }

    /// <summary>Says of each column how many values are not there, or not as they are, because they are other people's.</summary>
    private void MissOthers(PlannedTable plan)
    {
        for (var i = 0; plan.Screen is { } screen && i < plan.Columns.Count; i++)
        {
            if (screen.Withheld[i] > 0)
            {
                gaps.Add(Gap.OfOthers(GapCodes.OthersWithheld, plan.Collection, plan.Columns[i].Name, screen.Withheld[i],
                    $"{screen.Withheld[i]} values are other people's, and withheld for their sake (GDPR Art. 15(4))."));
            }

            if (screen.Numbered[i] > 0)
            {
                gaps.Add(Gap.OfOthers(GapCodes.OthersNumbered, plan.Collection, plan.Columns[i].Name, screen.Numbered[i],
                    $"{screen.Numbered[i]} values name other people, who stand as “another person 1, 2, …” (GDPR Art. 15(4))."));
            }
        }
    }

    private void Miss(string code, PlannedTable plan, string why, string? detail = null) =>
        gaps.Add(new Gap(code, plan.Collection.Source, plan.Collection.Name, null, why) { Detail = detail });
}

using System.Globalization;
using DataRights.Export.Archive;
using DataRights.Export.Rows;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Export.Contents;

/// <summary>
/// Streams a collection's rows into a file of the format asked for, or into several when it is big. What fails for good half-way
/// leaves the rows read so far and a gap; what may pass is thrown, for the export to be run again: between two files it goes on with
/// the row after the last.
/// </summary>
internal sealed class TableExporter(ExportState state, ExportCheckpoints checkpoints, RequestRecord request, ExportOptions options, Pulse pulse)
{
    private const int FlushAt = 48 * 1024;

    private readonly TableFormat format = TableFormat.Of(request.Format);

    /// <summary>Null when nothing could be read, and when the time slice has ended.</summary>
    public async Task<ExportedTable?> ExportAsync(IRowSnapshot snapshot, Footprint footprint, PlannedTable plan, CancellationToken cancellationToken)
    {
        var begun = state.Table is { } open && open.Collection == plan.Collection.Name ? open : null;
        using var work = new TableWork(plan, begun, state, request, options, [snapshot.TakenAt]);
        if (await OpenAsync(snapshot, footprint, work, begun is null ? null : new Key(begun.Next), cancellationToken) is not { } reader)
        {
            return work.Parts.Count == 0 ? null : Finished(work);
        }

        await using (reader)
        {
            if (!reader.Columns.Select(c => c.Name).SequenceEqual(plan.Read, StringComparer.Ordinal))
            {
                throw new InvalidOperationException($"Source '{plan.Collection.Source}' returned other columns of '{plan.Collection.Name}' than were asked for.");
            }

            return await WriteAsync(reader, work, cancellationToken) ? Finished(work) : null;
        }
    }

    /// <summary>Ends a table that an earlier run began and whose source can no longer be read.</summary>
    public ExportedTable Close(PlannedTable plan)
    {
        using var work = new TableWork(plan, state.Table, state, request, options, []);
        return Finished(work);
    }

    private async Task<IRowReader?> OpenAsync(IRowSnapshot snapshot, Footprint footprint, TableWork work, Key? from, CancellationToken cancellationToken)
    {
        try
        {
            if (from is null && await snapshot.CountWithheldAsync(footprint, work.Plan.Collection, cancellationToken) is > 0 and var withheld)
            {
                state.Contents.Gaps.Add(Gap.OfRows(work.Plan.Collection, withheld));
            }

            return await snapshot.ReadAsync(footprint, work.Plan.Collection, work.Plan.Read, from, cancellationToken);
        }
        catch (SourceException e) when (!e.IsTransient && from is null)
        {
            Miss(GapCodes.ReadFailed, work.Plan, $"The source could not read it (code {e.Code}).", e.Code);
            return null;
        }
        catch (SourceException e) when (!e.IsTransient)
        {
            Stopped(work, e, 0);
            return null;
        }
    }

    private ExportedTable Finished(TableWork work)
    {
        if (work.ReplacedCharacters > 0)
        {
            Miss(GapCodes.TextRepaired, work.Plan, string.Create(CultureInfo.InvariantCulture,
                $"{work.ReplacedCharacters} characters are not valid Unicode (lone surrogates) and stand as U+FFFD."));
        }

        MissOthers(work);
        return work.ToExported(format);
    }

    /// <summary>False when the time slice ended between two files.</summary>
    private async Task<bool> WriteAsync(IRowReader reader, TableWork work, CancellationToken cancellationToken)
    {
        // A file after the first begins with the row that did not fit into the one before.
        var more = work.Parts.Count == 0 || await HasNextAsync(reader, work, cancellationToken);
        while (more)
        {
            more = await WritePartAsync(reader, work, hasRow: work.Parts.Count > 0, cancellationToken);
            if (more && reader.Position is { } next)
            {
                state.Table = work.ToOpen(next);
                if (await checkpoints.ReachedAsync(cancellationToken))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private async Task<bool> HasNextAsync(IRowReader reader, TableWork work, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (SourceException e) when (!e.IsTransient)
        {
            Stopped(work, e, 0);
            return false;
        }
    }

    /// <summary>False when the rows are at their end; true when the file is full and another row is current.</summary>
    private async Task<bool> WritePartAsync(IRowReader reader, TableWork work, bool hasRow, CancellationToken cancellationToken)
    {
        var (collection, encoder) = (work.Plan.Collection, work.Encoder);
        var suffix = work.Parts.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{work.Parts.Count + 1}");
        var path = state.Names.Take($"data/tables/{SafeNames.Clean(collection.Source)}", $"{SafeNames.Clean(collection.Name)}{suffix}.{format.Name}");
        var bag = await state.BagAsync(options.PartSize, cancellationToken);
        var stream = await bag.Writer.OpenAsync(path, null, compress: true, cancellationToken);
        await using var output = new WriteBehind(stream, pulse);
        encoder.Begin();
        long rows = 0;
        long told = 0;
        var full = false;
        try
        {
            while ((rows == 0 && hasRow) || await reader.ReadAsync(cancellationToken))
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
            Stopped(work, e, rows);
        }

        encoder.End();
        await output.WaitAsync();
        output.Write(encoder.Take(), cancellationToken);
        await output.WaitAsync();
        work.Parts.Add(new TablePart(bag.Number, await bag.Writer.CloseAsync(cancellationToken), path, rows));
        return full;
    }

    /// <summary>Says of each column how many values are not there, or not as they are, because they are other people's.</summary>
    private void MissOthers(TableWork work)
    {
        for (var i = 0; i < work.Plan.Columns.Count; i++)
        {
            MissOthers(work, i, GapCodes.OthersWithheld, work.Withheld, "values are other people's, and withheld for their sake (GDPR Art. 15(4)).");
            MissOthers(work, i, GapCodes.OthersNumbered, work.Numbered, "values name other people, who stand as “another person 1, 2, …” (GDPR Art. 15(4)).");
        }
    }

    private void MissOthers(TableWork work, int column, string code, IReadOnlyList<long> counts, string why)
    {
        if (counts.ElementAtOrDefault(column) is > 0 and var count)
        {
            state.Contents.Gaps.Add(Gap.OfOthers(code, work.Plan.Collection, work.Plan.Columns[column].Name, count, string.Create(CultureInfo.InvariantCulture, $"{count} {why}")));
        }
    }

    private void Stopped(TableWork work, SourceException e, long rows) => Miss(GapCodes.ReadFailed, work.Plan, string.Create(CultureInfo.InvariantCulture,
        $"The source stopped (code {e.Code}) after {work.Rows + rows} rows; the rest is missing."), e.Code);

    private void Miss(string code, PlannedTable plan, string why, string? detail = null) =>
        state.Contents.Gaps.Add(new Gap(code, plan.Collection.Source, plan.Collection.Name, null, why) { Detail = detail });
}

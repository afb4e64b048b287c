using System.Globalization;
using DataRights.Deletion.Steps;
using DataRights.Mapping;
using DataRights.Subjects;

namespace DataRights.Deletion.Retained;

/// <summary>
/// Keeps the keys of what a deletion retains: written ahead of the effects, since afterwards nothing leads from the person to these rows any more,
/// and once more at the end with what was noted late. Done again it writes the same.
/// </summary>
internal sealed class RetainedCapture(DeletionRun run, RetainedStore store, ISubjectReferencer referencer)
{
    /// <summary>Each capture keeps its own: what one that was given up has retained is not found by the next.</summary>
    public async Task WriteAsync(int capture, CancellationToken cancellationToken)
    {
        var request = run.Run.Request;
        var keys = capture == 0 ? request.Id : string.Create(CultureInfo.InvariantCulture, $"{request.Id}.{capture}");
        DateTimeOffset? first = null;
        foreach (var (source, groups) in run.Erasure.Order.Sources)
        {
            if (groups.SelectMany(g => g).SelectMany(c => c.Deletion).All(r => r.Treatment != Treatment.Retain))
            {
                continue;
            }

            var number = 0;
            var session = await run.NotedAsync(source, cancellationToken);
            await foreach (var retained in session.RetainedAsync(cancellationToken))
            {
                await store.WritePageAsync(keys, source, number++, retained.Page, cancellationToken);
                first = first < retained.FirstUntil ? first : retained.FirstUntil;
            }
        }

        if (first is { } until)
        {
            // The day after: by then the time of every row of that day is over.
            var mark = new RetainedMark { Request = request.Id, Keys = keys, SealedSubjects = store.SealSubjects(keys, [.. referencer.References(run.Run.Root).Append(request.SubjectReference!).Distinct(StringComparer.Ordinal)]) };
            await store.MarkAsync(until.AddDays(1), mark, cancellationToken);
        }
    }
}

using System.IO.Compression;
using DataRights.Export.Verification;
using DataRights.Mapping;
using DataRights.Subjects;

namespace DataRights.Export.Screening.Scope;

/// <summary>
/// Walks a finished archive and asks of every row whether its path leads to the person: by the root key, or by an owning reference to a row of the
/// archive that does, over any graph of the map. It reads the bytes that will be handed out, and shares nothing with the export but the map. One pass
/// over each table; more only over trees and cycles whose rows come before their owners.
/// </summary>
internal sealed class ScopeCheck(DataMap map, RootKey root)
{
    /// <summary>Rows that wait for their owner at once; tests make it small.</summary>
    public int MostPending { get; init; } = PendingRows.DefaultMost;

    /// <summary>Looks for other people's identifiers on the way; null for not.</summary>
    public MentionSearch? Search { get; init; }

    /// <summary>Checks an archive that may be in several parts. The streams can seek; they are left open.</summary>
    public async Task<ScopeReport> RunAsync(IReadOnlyList<Stream> parts, CancellationToken cancellationToken)
    {
        var archives = new List<ZipArchive>();
        var tables = new ArchiveTables(map);
        try
        {
            foreach (var part in parts)
            {
                archives.Add(new ZipArchive(part, ZipArchiveMode.Read, leaveOpen: true));
                await tables.ReadAsync(archives[^1], cancellationToken);
            }

            return await JudgeAsync(tables, cancellationToken);
        }
        catch (Exception e) when (Damage.Is(e) || e is KeyNotFoundException or InvalidOperationException)
        {
            // What cannot be read cannot be judged, and is not handed out.
            return new ScopeReport(0, new Dictionary<string, long>(), new Dictionary<string, long>(), tables.Damaged + 1, 0);
        }
        finally
        {
            archives.ForEach(a => a.Dispose());
        }
    }

    private async Task<ScopeReport> JudgeAsync(ArchiveTables tables, CancellationToken cancellationToken)
    {
        var plan = new ScopePlan(map, root, tables, new KeyHash());
        var errorRate = 0.0;
        foreach (var group in plan.Groups)
        {
            await JudgeAsync(tables, group, cancellationToken);
            errorRate = Math.Max(errorRate, group.SelectMany(r => r.Parents).Select(p => p.Keys.ErrorRate).DefaultIfEmpty().Max());
            foreach (var parents in Done(plan, group))
            {
                parents.Release();
            }
        }

        var all = plan.Groups.SelectMany(g => g).ToList();
        return new ScopeReport(all.Sum(r => r.Rows), Counts(all, r => r.Foreign), Counts(all, r => r.NotCheckable), tables.Damaged, errorRate)
        {
            Mentions = Search?.Found ?? new Dictionary<string, long>(),
        };
    }

    private async Task JudgeAsync(ArchiveTables tables, IReadOnlyList<ScopeRows> group, CancellationToken cancellationToken)
    {
        var cyclic = ScopePlan.IsCyclic(group);
        for (var pass = 0; ; pass++)
        {
            var pending = cyclic ? new PendingRows(MostPending) : null;
            var before = group.SelectMany(r => r.Parents).Sum(p => p.Keys.Count);
            foreach (var rows in group)
            {
                rows.StartPass();
                foreach (var file in tables.Files.Where(f => f.Collection == rows.Collection))
                {
                    var counted = rows.Rows;
                    await tables.ReadAsync(file, new ScopeSink(rows, file, pending, pass == 0 ? Search : null), compares: pass == 0, cancellationToken);
                    tables.Compare(file, rows.Rows - counted, pass == 0);
                }
            }

            pending?.Resolve();
            if (pending is not { Overflow: > 0 } || group.SelectMany(r => r.Parents).Sum(p => p.Keys.Count) == before)
            {
                return;
            }
        }
    }

    /// <summary>Keys that nothing after the group hangs on.</summary>
    private static IEnumerable<ParentKeys> Done(ScopePlan plan, IReadOnlyList<ScopeRows> group)
    {
        var later = plan.Groups.SkipWhile(g => g != group).Skip(1).SelectMany(g => g).SelectMany(r => r.Edges).Select(e => e.Parents).ToHashSet();
        return group.SelectMany(r => r.Parents).Concat(group.SelectMany(r => r.Edges).Select(e => e.Parents)).Where(p => !later.Contains(p));
    }

    private static Dictionary<string, long> Counts(IEnumerable<ScopeRows> rows, Func<ScopeRows, long> count) =>
        rows.Where(r => count(r) > 0).ToDictionary(r => r.Collection.Name, count, StringComparer.Ordinal);
}

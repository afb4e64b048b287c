using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Deletion.Replay;

/// <summary>
/// Tells which databases were restored from a backup: those that stand behind the count that is remembered of them, or count in
/// another generation, or hold no count although one is remembered. Nothing that this system does may be done to such a
/// database until its deletions have been replayed (<see cref="Replayer"/>). Safe for concurrent use.
/// </summary>
public sealed class RestoreWatch(SourceSet sources, EpochMemory memory)
{
    /// <summary>The outcome of a request, and the code of a retention run, that meets a restored database.</summary>
    public const string Outcome = "source-restored";

    /// <summary>The databases that were restored. One that cannot be asked is not among them: whoever needs it finds that out.</summary>
    public async Task<IReadOnlyList<string>> RestoredAsync(CancellationToken cancellationToken)
    {
        var restored = new List<string>();
        foreach (var guard in sources.Guards)
        {
            try
            {
                if (await IsRestoredAsync(guard, cancellationToken))
                {
                    restored.Add(guard.Name);
                }
            }
            catch (SourceException)
            {
                // What is done without this answer asks the same database and fails by itself, with this very code.
            }
        }

        return restored;
    }

    /// <exception cref="SourceException">The database could not be asked.</exception>
    public async Task<bool> IsRestoredAsync(string source, CancellationToken cancellationToken) =>
        sources.Guards.FirstOrDefault(g => g.Name == source) is { } guard && await IsRestoredAsync(guard, cancellationToken);

    /// <summary>
    /// Counts each of the databases one further, first in the database and then in the memory. Those that were restored are left as
    /// they are and returned. To be called before a database's first effect, and again after its last before that is written down as done: a backup
    /// from any time in between is then behind.
    /// </summary>
    public async Task<IReadOnlyList<string>> AdvanceAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var restored = new List<string>();
        foreach (var guard in sources.Guards.Where(g => names.Contains(g.Name)))
        {
            var known = await memory.ReadAsync(guard.Name, cancellationToken);
            if (await guard.AdvanceEpochAsync(known, cancellationToken) is { } reached)
            {
                await memory.RaiseAsync(guard.Name, reached, cancellationToken);
            }
            else if (await IsRestoredAsync(guard, cancellationToken))
            {
                restored.Add(guard.Name);
            }
        }

        return restored;
    }

    /// <summary>How a request ends that met restored databases.</summary>
    public static JobResult Halt(IEnumerable<string> restored) => JobResult.Waiting(Outcome, [.. restored.Select(Sentence)]);

    /// <summary>What was found and what to do, for operators.</summary>
    public static string Sentence(string source) =>
        $"The database of source '{source}' is older than what was done in it: it was restored from a backup, or another database is connected. Run 'datarights replay --since' with the time of the backup, which deletes again who was deleted since; requests that wait for this then go on by themselves.";

    private async Task<bool> IsRestoredAsync(IRestoreGuard guard, CancellationToken cancellationToken)
    {
        // The memory first: counted on in between, the database is ahead of it, never behind.
        return await memory.ReadAsync(guard.Name, cancellationToken) is { } known
            && !(await guard.ReadEpochAsync(cancellationToken) is { } found && found.Follows(known));
    }
}

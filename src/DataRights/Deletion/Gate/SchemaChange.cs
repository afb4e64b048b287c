using DataRights.Mapping.Coverage;

namespace DataRights.Deletion.Gate;

/// <summary>How the live schemas stand to fingerprints taken earlier.</summary>
/// <param name="Changed">The sources whose schema is another one by now, in order of their names.</param>
/// <param name="Findings">What stops a deletion now, in all sources.</param>
/// <param name="Fingerprints">What to pin from now on, by source.</param>
public sealed record SchemaChange(IReadOnlyList<string> Changed, IReadOnlyList<CoverageFinding> Findings, IReadOnlyDictionary<string, string> Fingerprints)
{
    /// <summary>The work may go on under the plan that was made: nothing changed, and nothing stops it.</summary>
    public bool IsNone => Changed.Count == 0 && Findings.Count == 0;
}

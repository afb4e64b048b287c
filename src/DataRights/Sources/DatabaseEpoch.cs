namespace DataRights.Sources;

/// <summary>
/// How far a database has come by the system's own count, kept in the database itself, so that a backup carries the count of its
/// time. Within one generation it only ever goes up; a smaller number, another generation or none at all is what a restored
/// backup shows.
/// </summary>
/// <param name="Generation">Tells one count from another that was started anew: random.</param>
/// <param name="Number">From 1.</param>
public sealed record DatabaseEpoch(string Generation, long Number)
{
    /// <summary>Whether this is where a database stands that was once seen at <paramref name="known"/> and has not been set back since.</summary>
    public bool Follows(DatabaseEpoch known) => Generation == known.Generation && Number >= known.Number;
}

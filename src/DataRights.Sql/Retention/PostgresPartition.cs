namespace DataRights.Sql.Retention;

/// <summary>A partition by time that lies wholly before a moment.</summary>
/// <param name="Name">Quoted, with its schema.</param>
/// <param name="MayBeDropped">The role owns it, and no policy hides rows of it.</param>
internal sealed record PostgresPartition(string Name, bool MayBeDropped);

namespace DataRights.Sources;

/// <summary>
/// A database that counts epochs in itself (see <see cref="DatabaseEpoch"/>). Every failure is a <see cref="SourceException"/>.
/// Safe for concurrent use.
/// </summary>
public interface IRestoreGuard
{
    /// <summary>The source's name in the map.</summary>
    string Name { get; }

    /// <summary>The count as it stands; null when the database holds none. Writes nothing.</summary>
    Task<DatabaseEpoch?> ReadEpochAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Counts one further and returns the new count, unless the database is behind what is known: then null, and nothing is
    /// written. With nothing known a missing count is started.
    /// </summary>
    Task<DatabaseEpoch?> AdvanceEpochAsync(DatabaseEpoch? known, CancellationToken cancellationToken);

    /// <summary>Starts the count anew under that generation, whatever stood there. Idempotent.</summary>
    Task<DatabaseEpoch> StartEpochsAsync(string generation, CancellationToken cancellationToken);
}

namespace DataRights.Requests;

/// <summary>
/// Something that a round of housekeeping sees to beside requests. Idempotent, harmless beside itself in another process,
/// and cheap when there is nothing to do. What it throws is classified, logged by code and reported; it keeps no other
/// chore from its due.
/// </summary>
public interface IHousekeepingChore
{
    /// <summary>Names it in reports and logs: lower-case letters and dashes.</summary>
    string Name { get; }

    Task RunAsync(CancellationToken cancellationToken);
}

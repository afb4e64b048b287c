using DataRights.Requests;

namespace DataRights.Deletion.Replay;

/// <summary>
/// After a database was restored from a backup: deletes again everyone who was deleted since the backup was taken, nobody else, and
/// lets the database be worked on again once that is done.
/// </summary>
public interface IReplayer
{
    /// <summary>
    /// Works for a slice of time and says how far the replay has come; called again with the same order it goes on, until it is
    /// finished. Safe to stop anywhere and to call again at any time.
    /// </summary>
    /// <param name="order">What to do. The same order is the same replay, until that is finished.</param>
    /// <param name="slice">How long to work; at least one deletion is decided on.</param>
    /// <param name="cancellationToken">Ends the call; what it did so far stands.</param>
    /// <exception cref="RequestRefusedException">Code <c>source-unknown</c> or <c>since-invalid</c>.</exception>
    Task<ReplayReport> RunAsync(ReplayOrder order, TimeSpan slice, CancellationToken cancellationToken);
}

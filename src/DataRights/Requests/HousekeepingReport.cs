namespace DataRights.Requests;

/// <summary>What one round of housekeeping did and found.</summary>
/// <param name="Finished">Submissions and endings that had been cut short and were finished.</param>
/// <param name="Duplicates">Unfinished second requests that were discarded in favour of the open one.</param>
/// <param name="Requeued">Messages sent again.</param>
/// <param name="ArchivesDestroyed">Archives past their lifetime.</param>
/// <param name="Open">Open requests.</param>
/// <param name="Overdue">Open requests past the law's limit.</param>
/// <param name="Troubles">State objects that could not be dealt with, by name and code.</param>
public sealed record HousekeepingReport(int Finished, int Duplicates, int Requeued, int ArchivesDestroyed, int Open, int Overdue, IReadOnlyList<string> Troubles)
{
    /// <summary>Webhook messages sent again.</summary>
    public int WebhooksRequeued { get; init; }

    /// <summary>Requests of which a webhook was given up or refused for good, and whose delivery state is still kept.</summary>
    public int WebhooksStopped { get; init; }
}

namespace DataRights.Export.Release;

/// <summary>
/// Looks at a committed archive before anybody may download it. Reviews run in order of registration; the first that withholds ends them.
/// A run that was stopped in between reviews the same bytes again, so a review must be repeatable. Trouble that may pass is thrown.
/// </summary>
public interface IArchiveReview
{
    Task<ArchiveVerdict> ReviewAsync(CommittedArchive archive, CancellationToken cancellationToken);
}

namespace DataRights.Subjects;

/// <summary>Finds the one subject that identifiers name.</summary>
public interface ISubjectResolver
{
    /// <summary>
    /// The root key, or null when no root matches. Every identifier that a root maps must match the same root key;
    /// roots owned by another matching root (a newsletter row of an account) give way to it.
    /// </summary>
    /// <exception cref="Requests.RequestRefusedException">Code <c>subject-contradicts</c> or <c>subject-ambiguous</c>.</exception>
    /// <exception cref="Sources.SourceException">A source could not be asked.</exception>
    Task<RootKey?> ResolveAsync(IReadOnlyList<Identifier> identifiers, CancellationToken cancellationToken);
}

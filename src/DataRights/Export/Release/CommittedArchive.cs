using DataRights.Requests;
using DataRights.Subjects;

namespace DataRights.Export.Release;

/// <summary>An archive that is whole and that nobody can download yet.</summary>
/// <param name="Request">The request it answers.</param>
/// <param name="Root">Whose data it holds.</param>
/// <param name="Archive">What will be recorded of it; SHA-256 may still be empty.</param>
/// <param name="Contents">
/// The zip, or those of all parts in order, readable and seekable. Read entry by entry from front to back each is read once, since its
/// SHA-256 is taken on the way. The caller disposes of them.
/// </param>
public sealed record CommittedArchive(RequestRecord Request, RootKey Root, ArchiveInfo Archive, IReadOnlyList<Stream> Contents);

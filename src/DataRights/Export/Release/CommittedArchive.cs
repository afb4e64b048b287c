using DataRights.Requests;
using DataRights.Subjects;

namespace DataRights.Export.Release;

/// <summary>An archive that is whole and that nobody can download yet.</summary>
/// <param name="Request">The request it answers.</param>
/// <param name="Root">Whose data it holds.</param>
/// <param name="Archive">What will be recorded of it; the SHA-256 may still be empty.</param>
/// <param name="Content">
/// The zip, readable and seekable. Read entry by entry from front to back it is read once, since its SHA-256 is taken on the way.
/// The caller disposes of it.
/// </param>
public sealed record CommittedArchive(RequestRecord Request, RootKey Root, ArchiveInfo Archive, Stream Content);

using System.Globalization;
using DataRights.Api.Problems;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Archives;

/// <summary>Why there is no archive to download.</summary>
public static class ArchiveProblems
{
    public static Problem NotReady(RequestRecord record) => new("archive-not-ready", StatusCodes.Status409Conflict, "There is no archive to download",
        record.Kind == RequestKind.Deletion ? "The request is a deletion; only exports make archives."
        : record.IsOpen ? "The archive is not finished. Ask for the request until its status is 'completed'."
        : "The request ended without an archive; its outcome and findings say why.");

    public static Problem NoSuchPart(int parts) => new("archive-part-unknown", StatusCodes.Status404NotFound, "The archive has no such part",
        parts == 1 ? "The archive is one file. Leave 'part' out." : string.Create(CultureInfo.InvariantCulture, $"The archive has {parts} parts. Ask for one of them: part=1 to part={parts}."));

    public static Problem Gone(ArchiveInfo archive) => new("archive-gone", StatusCodes.Status410Gone, "The archive is no longer kept",
        archive.Destroyed is { } when ? string.Create(CultureInfo.InvariantCulture, $"It was destroyed on {when.UtcDateTime:yyyy-MM-dd HH:mm} UTC: its time was over, or the person was deleted. Submit a new export.")
        : string.Create(CultureInfo.InvariantCulture, $"Its time was over on {archive.Expires.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Submit a new export."));

    public static Problem RangeOutside() => new("range-not-satisfiable", StatusCodes.Status416RangeNotSatisfiable, "The range lies outside the archive",
        "Ask for a range that begins before the length that Content-Range tells.");

    public static Problem OtherVersion() => new("precondition-failed", StatusCodes.Status412PreconditionFailed, "The archive is not the one you name",
        "The If-Match or If-Unmodified-Since header names another version. Begin the download anew.");
}

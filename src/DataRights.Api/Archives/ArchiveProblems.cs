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

    public static Problem Gone() => new("archive-gone", StatusCodes.Status410Gone, "The archive is no longer kept",
        "Archives are kept for a limited time, and are destroyed when the person is deleted. Submit a new export.");
}

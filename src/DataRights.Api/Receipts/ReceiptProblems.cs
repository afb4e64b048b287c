using DataRights.Api.Problems;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Receipts;

/// <summary>Why there is no receipt.</summary>
public static class ReceiptProblems
{
    public static Problem NotReady(RequestRecord record) => new("receipt-not-ready", StatusCodes.Status409Conflict, "There is no receipt",
        record.Kind != RequestKind.Deletion ? "The request is an export; only deletions have receipts."
        : record.IsOpen ? "The deletion is not finished. Ask for the request until its status is 'completed'."
        : "The deletion ended without a receipt; its outcome and findings say why.");

    public static Problem Missing() => new("receipt-missing", StatusCodes.Status500InternalServerError, "The receipt is not where it should be",
        "The request names a receipt that the object store does not hold. An operator must restore it from the store's backup.");
}

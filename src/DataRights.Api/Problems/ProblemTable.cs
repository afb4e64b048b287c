using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Problems;

/// <summary>
/// What each exception of the engine is to a caller. Null for those that it does not know: they are the program's fault.
/// </summary>
public static class ProblemTable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    public static Problem? Of(Exception exception) => exception switch
    {
        ProblemException known => known.Problem,
        RequestRefusedException refused => Refused(refused),
        SourceException { IsTransient: true } source => new("source-unavailable", StatusCodes.Status503ServiceUnavailable, "A data source is unavailable",
            $"The source '{source.SourceName}' could not be asked ({source.Code}). Nothing was changed; make the same call again later.")
        { RetryAfter = RetryAfter },
        SourceException source => new("source-failed", StatusCodes.Status502BadGateway, "A data source failed",
            $"The source '{source.SourceName}' failed with {source.Code}. The same call will fail again until an operator has mended the source, its connection or the data map."),
        StoreException { IsTransient: true } store => new("store-unavailable", StatusCodes.Status503ServiceUnavailable, "The system's own store is unavailable",
            $"The object store could not be asked ({store.Code}). Make the same call again later.")
        { RetryAfter = RetryAfter },
        StoreException store => new("store-failed", StatusCodes.Status502BadGateway, "The system's own store failed",
            $"The object store failed with {store.Code}. An operator must mend it."),
        KeyRingException { IsTransient: true } keys => new("key-store-unavailable", StatusCodes.Status503ServiceUnavailable, "The system's keys are unavailable",
            $"The keys could not be asked for ({keys.Code}). Make the same call again later.")
        { RetryAfter = RetryAfter },
        KeyRingException keys => new("key-store-failed", StatusCodes.Status502BadGateway, "The system's keys cannot be used",
            $"The keys failed with {keys.Code}. An operator must mend it."),
        QueueException queue => new("queue-unavailable", StatusCodes.Status503ServiceUnavailable, "The queue is unavailable",
            $"The queue did not take the message ({queue.Code}). What was asked for is written down and goes on by itself; the same call may be made again later.")
        { RetryAfter = RetryAfter },
        SealBrokenException seal => new("seal-broken", StatusCodes.Status500InternalServerError, "Sealed state does not open",
            $"What was sealed for this request does not open ({seal.Code}). An operator must bring back the key it was sealed with."),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => BodyProblems.TooLarge(),
        BadHttpRequestException bad => new("bad-http", bad.StatusCode, "The HTTP message is not well-formed",
            "The message broke off or its framing is wrong. Send it again."),
        _ => null,
    };

    private static Problem Refused(RequestRefusedException refused) => new(refused.Code, StatusOf(refused.Code), TitleOf(refused.Code), refused.Message)
    {
        Pointer = refused.Pointer,
        RetryAfter = refused.RetryAfter,
    };

    /// <summary>A conflict with where the request stands is 409; a body that cannot be acted on is 422.</summary>
    private static int StatusOf(string code) => code switch
    {
        "too-late" or "not-retryable" or "not-approvable" or "hold-released" or "archive-missing" => StatusCodes.Status409Conflict,
        "download-limit" or "export-too-soon" => StatusCodes.Status429TooManyRequests,
        "idempotency-key-invalid" => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static string TitleOf(string code) => code switch
    {
        "identifier-unknown" => "The data map knows no such identifier",
        "identifier-missing" => "No identifier was given",
        "identifier-invalid" => "An identifier is not of its type",
        "subject-contradicts" => "The identifiers belong to different people",
        "subject-ambiguous" => "The identifiers match more than one person",
        "idempotency-key-reused" => "The idempotency key belongs to another request",
        "idempotency-key-invalid" => "The idempotency key cannot be one",
        "opening-salt-invalid" => "The opening's salt cannot be one",
        "client-reference-invalid" => "The client reference cannot be one",
        "grace-required" => "The grace period cannot be waived here",
        "source-unknown" => "The data map has no such database",
        "since-invalid" => "The time of the backup cannot be one",
        "hold-invalid" => "The hold cannot be placed so",
        "hold-released" => "The hold has ended",
        "subject-not-found" => "Nobody is found",
        "too-late" => "It is too late for that",
        "not-retryable" => "The request cannot be retried",
        "download-limit" => "The archive was handed out as often as is allowed",
        "export-too-soon" => "There was an export of this person lately",
        "archive-missing" => "There is no archive to hand out",
        "not-approvable" => "There is nothing to approve",
        _ => "The request is refused",
    };
}

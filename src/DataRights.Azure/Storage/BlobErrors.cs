using System.Xml;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;
using DataRights.Storage;

namespace DataRights.Azure.Storage;

/// <summary>
/// Turns whatever the storage client raises into <see cref="StoreException"/>s. The client's own messages quote addresses,
/// headers and signatures, so none is kept. Codes are documented in <c>docs/operations.md</c>.
/// </summary>
internal static class BlobErrors
{
    public static bool IsNotFound(RequestFailedException e) =>
        e.Status == 404 && e.ErrorCode != BlobErrorCode.ContainerNotFound.ToString();

    /// <summary>If-Match or If-None-Match did not hold. Leases and append positions answer 412 too, and are something else.</summary>
    public static bool IsConditionNotMet(RequestFailedException e) =>
        (e.Status == 412 && (e.ErrorCode is null || e.ErrorCode == BlobErrorCode.ConditionNotMet.ToString() || e.ErrorCode == "TargetConditionNotMet"))
        || (e.Status == 409 && e.ErrorCode == BlobErrorCode.BlobAlreadyExists.ToString())
        || IsNotFound(e);

    /// <summary>A block blob was asked for where an append blob is, or the other way round.</summary>
    public static bool IsOtherKind(RequestFailedException e) => e.Status == 409 && e.ErrorCode == BlobErrorCode.InvalidBlobType.ToString();

    /// <summary>Runs the work; what the client raises comes out as a <see cref="StoreException"/>, a cancellation as itself.</summary>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (IsClients(e))
        {
            throw Translate(e, cancellationToken);
        }
    }

    public static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (IsClients(e))
        {
            throw Translate(e, CancellationToken.None);
        }
    }

    private static bool IsClients(Exception e) =>
        e is RequestFailedException or AuthenticationFailedException or AggregateException or OperationCanceledException
            or HttpRequestException or TimeoutException or XmlException
        || (e is IOException and not (FileNotFoundException or FileLoadException));

    private static Exception Translate(Exception e, CancellationToken cancellationToken) => e switch
    {
        _ when cancellationToken.IsCancellationRequested => new OperationCanceledException(cancellationToken),
        RequestFailedException { Status: > 0 } answer => Of(answer),
        CredentialUnavailableException => new StoreException("no-credential", transient: false),
        AuthenticationFailedException => new StoreException("sign-in-failed", transient: true),
        OperationCanceledException or TimeoutException => new StoreException("store-timeout", transient: true),
        XmlException => new StoreException("store-answer-garbled", transient: true),
        _ => new StoreException("store-unreachable", transient: true),
    };

    private static StoreException Of(RequestFailedException answer) => (answer.Status, answer.ErrorCode) switch
    {
        (429 or 503, _) => new("store-busy", transient: true),
        (408 or 504, _) => new("store-timeout", transient: true),
        (>= 500, _) => new("store-error", transient: true),
        (401, _) or (403, "AuthenticationFailed" or "InvalidAuthenticationInfo") => new("not-authenticated", transient: false),
        (403, "AuthorizationPermissionMismatch" or "InsufficientAccountPermissions") => new("role-missing", transient: false),
        (403, "KeyBasedAuthenticationNotPermitted") => new("shared-key-not-permitted", transient: false),
        (403, _) => new("access-denied", transient: false),
        (404, "ContainerNotFound") => new("container-missing", transient: false),
        (409, "ContainerBeingDeleted") => new("container-being-deleted", transient: true),
        (409, "InvalidBlobType") => new("other-kind-of-object", transient: false),
        (409, "BlockCountExceedsLimit") => new("append-limit", transient: false),
        (409, "BlobImmutableDueToPolicy") => new("object-immutable", transient: false),
        (412 or 409, "LeaseIdMissing" or "LeaseAlreadyPresent") => new("object-leased", transient: true),
        (413, _) => new("too-large", transient: false),
        _ => new(FormattableString.Invariant($"store-refused-{answer.Status}"), transient: false),
    };
}

using DataRights.Api.Access.Settings;
using DataRights.Api.Problems;
using Microsoft.Extensions.Logging;

namespace DataRights.Api.Access.Keys;

/// <summary>
/// Keys that the issuer publishes. One fetch at a time serves all callers; a token whose key is unknown waits for it, so
/// that the first one after a rotation is good at once. Fetches are at least <see cref="AccessOptions.KeyRefreshInterval"/> apart, whatever tokens
/// claim. While an issuer does not answer its last keys are good for a day.
/// </summary>
internal sealed class RemoteKeys(string name, Func<CancellationToken, Task<KeySet>> fetch, AccessOptions options, TimeProvider time, ILogger logger) : IIssuerKeys
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromDays(1);

    /// <summary>How soon a first fetch that failed is tried again: nobody can call before one succeeds.</summary>
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private KeySet? keys;
    private long fetchedAt;
    private long askedAt;
    private Task<KeySet?>? asked;

    public async ValueTask<KeySet> GetAsync(string? kid, CancellationToken cancellationToken)
    {
        if (Known() is { } known && known.Find(kid).Count > 0)
        {
            if (IsOld())
            {
                // Nobody needs to wait for it: until the new keys are here, those that are known are good.
                _ = Ask();
            }

            return known;
        }

        await Ask().WaitAsync(cancellationToken);
        return Known() ?? throw new ProblemException(AccessProblems.KeysUnavailable());
    }

    private KeySet? Known()
    {
        lock (gate)
        {
            return keys is not null && time.GetElapsedTime(fetchedAt) < GoodFor ? keys : null;
        }
    }

    private bool IsOld()
    {
        lock (gate)
        {
            return time.GetElapsedTime(fetchedAt) >= options.KeyLifetime;
        }
    }

    private Task<KeySet?> Ask()
    {
        lock (gate)
        {
            var pause = keys is null ? FirstRetry : options.KeyRefreshInterval;
            if (asked is null || (asked.IsCompleted && time.GetElapsedTime(askedAt) >= pause))
            {
                askedAt = time.GetTimestamp();
                asked = Task.Run(FetchAsync);
            }

            return asked;
        }
    }

    /// <summary>Belongs to all callers, so no one caller's going away ends it; the download has a time limit of its own.</summary>
    private async Task<KeySet?> FetchAsync()
    {
        try
        {
            var fetched = await fetch(CancellationToken.None);
            lock (gate)
            {
                (keys, fetchedAt) = (fetched, time.GetTimestamp());
            }

            return fetched;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or FormatException)
        {
            logger.LogWarning("The keys of {Issuer} could not be fetched: {ExceptionType}.", name, e.GetType().Name);
            return null;
        }
    }
}

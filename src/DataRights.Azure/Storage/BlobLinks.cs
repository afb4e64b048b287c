using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace DataRights.Azure.Storage;

/// <summary>
/// Links good for reading one blob. With an identity they are signed with a user-delegation key, which lasts 7 days at
/// most; with an account key, with that. Https only, unless the account itself speaks http (an emulator).
/// </summary>
internal sealed class BlobLinks(BlobServiceClient service, BlobContainerClient container, bool byIdentity, TimeProvider time) : IDisposable
{
    /// <summary>Clocks differ; a link that begins now may not have begun where it is used.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(7) - Skew - Skew;
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile UserDelegationKey? key;

    public async Task<Uri> LinkAsync(string name, DateTimeOffset until, string downloadName, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var sas = new BlobSasBuilder
        {
            BlobContainerName = container.Name,
            BlobName = name,
            Resource = "b",
            StartsOn = now - Skew,
            ExpiresOn = until < now + Longest ? until : now + Longest,
            Protocol = container.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
            ContentDisposition = Disposition(downloadName),
            CacheControl = "no-store",
        };
        sas.SetPermissions(BlobSasPermissions.Read);
        var blob = container.GetBlobClient(name);
        return byIdentity
            ? new BlobUriBuilder(blob.Uri) { Sas = sas.ToSasQueryParameters(await KeyAsync(now, sas.ExpiresOn, cancellationToken), service.AccountName) }.ToUri()
            : blob.GenerateSasUri(sas);
    }

    public void Dispose() => gate.Dispose();

    /// <summary>RFC 6266, with the name in the form for any character too.</summary>
    private static string Disposition(string downloadName)
    {
        var plain = string.Concat(downloadName.Select(c => c is >= ' ' and <= '~' and not ('"' or '\\') ? c : '_'));
        return $"attachment; filename=\"{plain}\"; filename*=UTF-8''{Uri.EscapeDataString(downloadName)}";
    }

    private async Task<UserDelegationKey> KeyAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (Fits(key, now, until) is { } held)
        {
            return held;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            if (Fits(key, now, until) is { } renewed)
            {
                return renewed;
            }

            var expires = until > now + KeyLifetime ? until : now + KeyLifetime;
            return key = await service.GetUserDelegationKeyAsync(now - Skew, expires, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Renewed when half of its day is over, so that no link is refused for a key that is about to end.</summary>
    private static UserDelegationKey? Fits(UserDelegationKey? key, DateTimeOffset now, DateTimeOffset until) =>
        key is not null && key.SignedExpiresOn >= until && key.SignedExpiresOn - now > KeyLifetime / 2 && key.SignedStartsOn <= now - (Skew / 2) ? key : null;
}

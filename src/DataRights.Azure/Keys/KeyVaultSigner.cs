using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using DataRights.Signing;

namespace DataRights.Azure.Keys;

/// <summary>
/// Signs with a P-256 key of a key vault, which never leaves it (Key Vault REST API 7.4, <c>sign</c>). Needs the role
/// <c>Key Vault Crypto User</c>. A new version of the key is used within ten minutes; older versions stay published until
/// they are disabled.
/// </summary>
public sealed class KeyVaultSigner : ISigner
{
    private const string ApiVersion = "7.4";

    private static readonly TimeSpan KeysFor = TimeSpan.FromMinutes(10);

    private readonly Uri key;
    private readonly HttpPipeline pipeline;
    private readonly TimeProvider time;
    private Published? published;

    /// <param name="vault">The vault's address, <c>https://NAME.vault.azure.net</c>.</param>
    /// <param name="keyName">The key's name.</param>
    /// <param name="credential">Signs in.</param>
    /// <param name="options">Transport and retries.</param>
    /// <param name="time">The clock.</param>
    public KeyVaultSigner(Uri vault, string keyName, TokenCredential credential, KeyVaultClientOptions options, TimeProvider time)
    {
        key = new Uri(vault, $"/keys/{Uri.EscapeDataString(keyName)}");
        pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, "https://vault.azure.net/.default"));
        this.time = time;
    }

    public async Task<Signature> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var current = (await KeysAsync(cancellationToken))[0];
        var body = JsonSerializer.SerializeToUtf8Bytes(new { alg = Signature.Algorithm, value = Base64Url.EncodeToString(SHA256.HashData(content.Span)) });
        var answer = await SendAsync<Signed>(RequestMethod.Post, Address($"{current.Version}/sign"), body, cancellationToken);
        return new Signature(current.Key.KeyId, Base64Url.DecodeFromChars(answer.Value));
    }

    public async Task<IReadOnlyList<PublicKey>> PublicKeysAsync(CancellationToken cancellationToken) =>
        [.. (await KeysAsync(cancellationToken)).Select(v => v.Key)];

    private async Task<IReadOnlyList<KeyVersion>> KeysAsync(CancellationToken cancellationToken)
    {
        // Two callers may both ask; they find the same.
        if (Volatile.Read(ref published) is { } known && time.GetUtcNow() - known.At < KeysFor)
        {
            return known.Keys;
        }

        var listed = new List<Listed>();
        for (var page = Address("versions"); page is not null;)
        {
            var list = await SendAsync<VersionList>(RequestMethod.Get, page, null, cancellationToken);
            listed.AddRange(list.Value);
            page = list.NextLink;
        }

        var keys = new List<KeyVersion>();
        foreach (var version in listed.Where(v => v.Attributes.Enabled).OrderByDescending(v => v.Attributes.Created))
        {
            var id = version.Kid[(version.Kid.LastIndexOf('/') + 1)..];
            var bundle = await SendAsync<Bundle>(RequestMethod.Get, Address(id), null, cancellationToken);
            if (bundle.Key is { Kty: "EC" or "EC-HSM", Crv: PublicKey.Curve, X: { } x, Y: { } y })
            {
                keys.Add(new(id, PublicKey.Of(new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) })));
            }
        }

        if (keys.Count == 0)
        {
            throw new Subjects.KeyRingException("The key vault has no enabled key on P-256 of the name that is set.", "key-missing");
        }

        Volatile.Write(ref published, new(time.GetUtcNow(), keys));
        return keys;
    }

    private Uri Address(string path) => new($"{key}/{path}?api-version={ApiVersion}");

    private async Task<T> SendAsync<T>(RequestMethod method, Uri address, byte[]? body, CancellationToken cancellationToken)
    {
        try
        {
            using var message = pipeline.CreateMessage();
            message.Request.Method = method;
            message.Request.Uri.Reset(address);
            message.Request.Headers.Add("Accept", "application/json");
            if (body is not null)
            {
                message.Request.Headers.Add("Content-Type", "application/json");
                message.Request.Content = RequestContent.Create(body);
            }

            await pipeline.SendAsync(message, cancellationToken);
            return message.Response.IsError
                ? throw new RequestFailedException(message.Response)
                : message.Response.Content.ToObjectFromJson<T>() ?? throw new JsonException();
        }
        catch (Exception e) when (KeyVaultErrors.Of(e) is { } known)
        {
            throw known;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new Subjects.KeyRingException("The key vault's answer could not be read.", "vault-answer-garbled", transient: true);
        }
    }

    private sealed record Published(DateTimeOffset At, IReadOnlyList<KeyVersion> Keys);

    private sealed record KeyVersion(string Version, PublicKey Key);

    private sealed record Signed([property: JsonPropertyName("value")] string Value);

    private sealed record VersionList(
        [property: JsonPropertyName("value")] IReadOnlyList<Listed> Value,
        [property: JsonPropertyName("nextLink")] Uri? NextLink);

    private sealed record Listed([property: JsonPropertyName("kid")] string Kid, [property: JsonPropertyName("attributes")] Attributes Attributes);

    private sealed record Attributes([property: JsonPropertyName("enabled")] bool Enabled, [property: JsonPropertyName("created")] long Created);

    private sealed record Bundle([property: JsonPropertyName("key")] Jwk Key);

    private sealed record Jwk(
        [property: JsonPropertyName("kty")] string Kty,
        [property: JsonPropertyName("crv")] string? Crv,
        [property: JsonPropertyName("x")] string? X,
        [property: JsonPropertyName("y")] string? Y);
}

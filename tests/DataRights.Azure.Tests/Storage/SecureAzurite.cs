using System.Security.Cryptography;
using DataRights.Azure.Storage;
using DataRights.Testing.Servers;

namespace DataRights.Azure.Tests.Storage;

/// <summary>An Azurite over https that takes OAuth tokens, with a certificate made for this run, which its clients trust and no other.</summary>
public sealed class SecureAzurite : IAsyncLifetime
{
    private readonly LoopbackCertificate certificate = new();
    private AzuriteServer? server;

    internal FakeCredential Credential { get; } = new();

    public async ValueTask InitializeAsync() => server = await AzuriteServer.StartAsync(certificate);

    public HttpClient NewClient() => new(NewHandler());

    public BlobStoreOptions Options()
    {
        Assert.SkipWhen(server?.SkipReason is not null, server?.SkipReason ?? "");
        return new BlobStoreOptions { ServiceUri = server!.Endpoint, Credential = Credential, Container = $"t-{Guid.NewGuid():n}", Handler = NewHandler() };
    }

    public ValueTask DisposeAsync()
    {
        server?.Dispose();
        certificate.Dispose();
        return ValueTask.CompletedTask;
    }

    private SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        SslOptions =
        {
            RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString(HashAlgorithmName.SHA256) == certificate.Thumbprint,
        },
    };
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DataRights.Testing.Servers;

/// <summary>A self-signed certificate for 127.0.0.1, made for this run, as the two PEM files that servers ask for.</summary>
public sealed class LoopbackCertificate : IDisposable
{
    private readonly TempDirectory directory = new();

    public LoopbackCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        Thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    public string CertificateFile => directory.Combine("certificate.pem");

    public string KeyFile => directory.Combine("key.pem");

    /// <summary>SHA-256 of the certificate in hex: what a client compares to trust this one and no other.</summary>
    public string Thumbprint { get; }

    public void Dispose() => directory.Dispose();
}

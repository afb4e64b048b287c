using System.Diagnostics;

namespace DataRights.Testing.Servers;

/// <summary>
/// A throwaway Azurite (blob service) on loopback, which ends with this process however that ends. One over http is shared by
/// the whole test process; tests that need a container make one of their own in it.
/// </summary>
public sealed class AzuriteServer : IDisposable
{
    private const int NotInstalled = 3;

    private static readonly Lazy<Task<AzuriteServer>> Shared = new(() => StartAsync());

    private readonly string? connectionString;

    private AzuriteServer(string? connectionString, string? skipReason, Process? process)
    {
        this.connectionString = connectionString;
        SkipReason = skipReason;
        Process = process;
    }

    /// <summary>Why there is no server on this machine; null when there is one.</summary>
    public string? SkipReason { get; }

    /// <summary>Account name, key and blob endpoint. Only where there is a server.</summary>
    public string ConnectionString => connectionString ?? throw new InvalidOperationException(SkipReason);

    /// <summary>The account's blob endpoint, without a slash at its end.</summary>
    public Uri Endpoint => new(ConnectionString.Split(';').Single(part => part.StartsWith("BlobEndpoint=", StringComparison.Ordinal))["BlobEndpoint=".Length..]);

    /// <summary>Held so that the pipe to its stdin stays open: the server ends when that closes.</summary>
    private Process? Process { get; }

    /// <summary>The shared server over http, started on first use.</summary>
    public static Task<AzuriteServer> GetAsync() => Shared.Value;

    /// <summary>A server of the caller's own: over https with OAuth when there is a certificate; keeping its data on disk when told.</summary>
    public static async Task<AzuriteServer> StartAsync(LoopbackCertificate? certificate = null, bool onDisk = false)
    {
        if (!OperatingSystem.IsLinux())
            return new AzuriteServer(null, "The Azurite for tests is started on Linux only.", null);

        var start = new ProcessStartInfo(RepositoryRoot.Combine("tests", "services", "azurite"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[.. onDisk ? (string[])["--disk"] : [], .. certificate is null ? (string[])[] : [certificate.CertificateFile, certificate.KeyFile]])
            start.ArgumentList.Add(argument);

        var process = Process.Start(start) ?? throw new InvalidOperationException("tests/services/azurite could not be started.");

        // The server outlives this call, so its messages are read until it ends.
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var line = await process.StandardOutput.ReadLineAsync(CancellationToken.None);
        if (line?.StartsWith("ready ", StringComparison.Ordinal) == true)
            return new AzuriteServer(line["ready ".Length..], null, process);

        var message = (await errors).Trim();
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == NotInstalled
            ? new AzuriteServer(null, message, null)
            : throw new InvalidOperationException($"tests/services/azurite ended with exit code {process.ExitCode}. {message}");
    }

    public void Dispose()
    {
        Process?.StandardInput.Close();
        Process?.WaitForExit();
        Process?.Dispose();
    }
}

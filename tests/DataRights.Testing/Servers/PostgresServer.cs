using System.Diagnostics;
using Npgsql;

namespace DataRights.Testing.Servers;

/// <summary>
/// One throwaway PostgreSQL for the whole test process: the one that <c>./test</c> shares out by
/// <c>DATA_RIGHTS_TEST_POSTGRES</c>, or else one of its own, which ends with the process however that ends.
/// </summary>
public sealed class PostgresServer
{
    /// <summary>The variable's name: an administrator's connection string, or <c>unavailable: </c> and the reason.</summary>
    public const string Variable = "DATA_RIGHTS_TEST_POSTGRES";

    private const string Unavailable = "unavailable: ";
    private const int BinariesMissing = 3;

    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);

    private PostgresServer(string? connectionString, string? skipReason, Process? process)
    {
        ConnectionString = connectionString;
        SkipReason = skipReason;
        Process = process;
    }

    /// <summary>Why there is no server on this machine; null when there is one.</summary>
    public string? SkipReason { get; }

    /// <summary>The administrator's connection; null when there is no server.</summary>
    private string? ConnectionString { get; }

    /// <summary>Held so that the pipe to its stdin stays open: the server ends when that closes.</summary>
    private Process? Process { get; }

    /// <summary>The server, started on first use.</summary>
    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <summary>An empty database of its own, dropped when disposed of.</summary>
    public async Task<PostgresDatabase> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"t_{Guid.NewGuid():n}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0", cancellationToken);
        var connection = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, MaxPoolSize = 20 };
        return new PostgresDatabase(this, name, connection.ToString());
    }

    internal async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        if (Process is { HasExited: true })
            throw new InvalidOperationException("The PostgreSQL of this test process has ended.");

        // Not pooled: whoever makes a database for each test class should not keep a connection for each.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var shared = Environment.GetEnvironmentVariable(Variable);
        if (shared?.StartsWith(Unavailable, StringComparison.Ordinal) == true)
            return new PostgresServer(null, shared[Unavailable.Length..], null);

        if (!string.IsNullOrEmpty(shared))
            return new PostgresServer(shared, null, null);

        if (!OperatingSystem.IsLinux())
            return new PostgresServer(null, "The PostgreSQL for tests runs on Linux only.", null);

        var process = Process.Start(new ProcessStartInfo(RepositoryRoot.Combine("tests", "services", "postgres"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("tests/services/postgres could not be started.");

        // The server outlives this call, so its messages are read until it ends.
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var line = await process.StandardOutput.ReadLineAsync(CancellationToken.None);
        if (line?.StartsWith("ready ", StringComparison.Ordinal) == true)
            return new PostgresServer(line["ready ".Length..], null, process);

        var message = (await errors).Trim();
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == BinariesMissing
            ? new PostgresServer(null, message, null)
            : throw new InvalidOperationException($"tests/services/postgres ended with exit code {process.ExitCode}. {message}");
    }
}

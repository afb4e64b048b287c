using Npgsql;

namespace DataRights.Bench.Archives;

/// <summary>Ten people without anything; documents and files are given to them as a case needs it.</summary>
internal static class ArchiveData
{
    public const int MiB = 1 << 20;

    /// <summary>What a document comes to as JSON, about.</summary>
    private const int DocumentBytes = 10_000;

    public static string MapFile => Path.Combine(AppContext.BaseDirectory, "Data", "archive-map.json");

    public static async Task CreateAsync(string connection, CancellationToken cancellationToken) =>
        await ExecuteAsync(connection, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Data", "archive.sql"), cancellationToken), cancellationToken);

    /// <summary>Documents that make so many MiB of JSON.</summary>
    public static Task AddDocumentsAsync(string connection, int person, int megabytes, CancellationToken cancellationToken) => ExecuteAsync(connection,
        FormattableString.Invariant($"""
            insert into documents (user_id, title, written_at, body)
            select {person}, 'Document ' || n, timestamptz '2024-01-01' + n * interval '61.37 seconds', repeat('Người dùng Nº ' || n || ' wrote "what the lesson says", line ' || n % 97 || E'\n', 170)
            from generate_series(1, {(long)megabytes * MiB / DocumentBytes}) n;
            create index if not exists documents_user_id on documents (user_id);
            analyze documents;
            """), cancellationToken);

    private static async Task ExecuteAsync(string connection, string statements, CancellationToken cancellationToken)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(statements, open) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

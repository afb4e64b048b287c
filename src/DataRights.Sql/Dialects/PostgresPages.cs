using System.Runtime.CompilerServices;
using System.Text;
using DataRights.Sources;
using Npgsql;

namespace DataRights.Sql.Dialects;

/// <summary>Pages in PostgreSQL's own COPY text: a row a line, written and read by the server.</summary>
internal static class PostgresPages
{
    private const int PageBytes = 1 << 20;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async IAsyncEnumerable<(long Rows, ReadOnlyMemory<byte> Content)> ReadAsync(
        NpgsqlConnection connection, string from, IReadOnlyList<ColumnSchema> columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = await connection.BeginTextExportAsync($"copy (select {Names(columns)} from {from}) to stdout", cancellationToken);
        var buffer = new char[PageBytes];
        var kept = 0;
        while (true)
        {
            var read = await reader.ReadAsync(buffer.AsMemory(kept), cancellationToken);
            var filled = kept + read;

            // Line breaks inside values are escaped, so each that is met ends a row.
            var end = buffer.AsSpan(0, filled).LastIndexOf('\n') + 1;
            if (read == 0 || filled == buffer.Length)
            {
                if (end > 0)
                {
                    yield return (buffer.AsSpan(0, end).Count('\n'), Utf8.GetBytes(buffer, 0, end));
                }

                if (read == 0)
                {
                    yield break;
                }

                buffer.AsSpan(end, filled - end).CopyTo(buffer);
                (kept, filled) = (filled - end, filled - end);
                if (end == 0)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                continue;
            }

            kept = filled;
        }
    }

    public static async Task LoadAsync(NpgsqlConnection connection, string table, IReadOnlyList<ColumnSchema> columns, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var writer = await connection.BeginTextImportAsync($"copy {table} ({Names(columns)}) from stdin", cancellationToken);
        await writer.WriteAsync(Utf8.GetString(content.Span).AsMemory(), cancellationToken);
    }

    private static string Names(IReadOnlyList<ColumnSchema> columns) => string.Join(", ", columns.Select(c => SqlDialect.Quote(c.Name)));
}

using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Sql.Tests.Reading;

/// <summary>A subject's rows are streamed: reading more of them takes no more memory.</summary>
[Collection(nameof(MemoryTests))]
public sealed class LargeReadTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // About 300 bytes each: 15 MB, or 300 MB in the long run, must not be held.
    private const string Rows =
        "select n, 'person@example.org', n * 1.5, timestamptz '2024-01-01' + n * interval '1 second', repeat('text ', 50) from generate_series(1, {0}) n";

    private const long MostHeld = 8_000_000;

    /// <summary>What the driver needs to wait for packets, spread over their rows. A string for the address alone would be 60 bytes more, one for the note 526.</summary>
    private const long MostAllocated = 80;

    [Fact]
    public Task Reading_fifty_thousand_rows_holds_one_at_a_time() => ReadAsync(50_000);

    [Fact]
    [Trait("run", "long")]
    public Task Reading_a_million_rows_holds_one_at_a_time() => ReadAsync(1_000_000);

    private async Task ReadAsync(int rows)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var database = new PostgresTestDatabase(await postgres.CreateDatabaseAsync(cancellationToken));
        await using (var connection = await database.OpenAsync(cancellationToken))
        await using (var command = connection.CreateCommand())
        {
            command.CommandTimeout = 0;
            command.CommandText =
                "create table people (id bigint, email text, amount numeric, at timestamptz, note text); insert into people "
                + Rows.Replace("{0}", FormattableString.Invariant($"{rows}"), StringComparison.Ordinal)
                + "; create index on people (lower(email)); analyze people";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // Every row shares the address, and the address makes the person.
        var map = OneTable.Map(database.Kind, "id", "email", "amount", "at", "note");
        map = map with { Collections = [map.Collections[0] with { Root = new RootRule(["email"], [new RootIdentifier("email", "email")]) }] };
        await using var source = SqlSource.Open("main", database.Kind, database.ConnectionString, TimeProvider.System);
        await using var snapshot = await source.OpenSnapshotAsync(cancellationToken);
        await using var reader = await snapshot.ReadAsync(OneTable.Of(map, "person@example.org"), map.Collections[0], ["id", "email", "amount", "at", "note"], cancellationToken);

        var (read, held, allocated, writer) = (0, 0L, 0L, new CountingWriter());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = GC.GetTotalAllocatedBytes(precise: true);
        while (await reader.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < 5; i++)
            {
                reader.Write(i, writer);
            }

            if (++read % (rows / 5) == 0)
            {
                held = Math.Max(held, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        allocated = GC.GetTotalAllocatedBytes(precise: true) - start;

        // What the driver needs to await the next packet is shared by the rows that came in it.
        Assert.Equal(rows, read);
        Assert.True(allocated <= MostAllocated * rows, $"{allocated / (double)rows:f1} bytes were allocated for each row; {MostAllocated} is the most.");
        Assert.Equal(5L * rows, writer.Values);
        Assert.True(held <= MostHeld, $"{held:N0} bytes were held while reading; {MostHeld:N0} is the most.");
    }

    private sealed class CountingWriter : IValueWriter
    {
        public long Values { get; private set; }

        public void Null() => Values++;

        public void Boolean(bool value) => Values++;

        public void Integer(long value) => Values++;

        public void Number(ReadOnlySpan<char> digits) => Values++;

        public void Double(double value) => Values++;

        public void Text(ReadOnlySpan<char> value) => Values++;

        public void Utf8Text(ReadOnlySpan<byte> value) => Values++;

        public void Canonical(ReadOnlySpan<char> value) => Values++;

        public void Bytes(ReadOnlySpan<byte> value) => Values++;

        public void Json(ReadOnlySpan<char> value) => Values++;

        public void StartArray()
        {
        }

        public void EndArray()
        {
        }
    }
}

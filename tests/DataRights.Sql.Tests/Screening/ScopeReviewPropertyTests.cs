using DataRights.Export;
using DataRights.Export.Screening;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Storage;
using DataRights.Testing;
using DataRights.Testing.Fakes;
using DataRights.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DataRights.Sql.Tests.Screening;

/// <summary>On random maps and data every correct archive is released, and every row that is somebody else's is found.</summary>
public sealed class ScopeReviewPropertyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 8)]
    public Task Correct_archives_are_released_and_planted_rows_are_found(int first, int last) => CheckAsync(first, last);

    [Theory]
    [Trait("run", "long")]
    [InlineData(9, 120)]
    public Task Correct_archives_are_released_and_planted_rows_are_found_in_many_worlds(int first, int last) => CheckAsync(first, last);

    private static async Task CheckAsync(int first, int last)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var (released, planted) = (0, 0L);
        await using var database = new SqliteTestDatabase(await SqliteFile.CreateAsync(cancellationToken));
        for (var seed = first; seed <= last; seed++)
        {
            var world = new RandomWorld(seed, database.Kind, keepSome: false);
            await WorldTables.CreateAsync(database, world, cancellationToken);
            await using var source = SqlSource.Open("main", database.Kind, database.ConnectionString, TimeProvider.System);
            foreach (var root in world.Roots)
            {
                var keys = world.Rows[root.Name].Take(2).Select(r => root.Key.Select(k => r[k]!).ToList()).ToList();
                var format = (ExportFormat)(seed % 3);
                Assert.Equal("archived", (await ExportAsync(world, source, root, keys[0], format, cancellationToken)).Outcome);
                released++;
                foreach (var collection in world.Map.Collections)
                {
                    var mine = NaiveClosure.Of(world, root, keys[0]);
                    var foreign = NaiveClosure.Of(world, root, keys[^1])[collection.Name].Count(r => !mine[collection.Name].Contains(r));
                    var result = await ExportAsync(world, new PlantingSource(source, collection.Name, new Key(keys[^1])), root, keys[0], format, cancellationToken);
                    string[] expected = foreign == 0 ? [] : [$"foreign-rows: {foreign} rows of collection '{collection.Name}' do not lead to the person."];
                    Assert.True(expected.SequenceEqual(result.Findings), $"seed {seed}, root {root.Name}, {collection.Name}: expected {expected.FirstOrDefault() ?? "nothing"}, found {string.Join(" ", result.Findings)}");
                    planted += foreign;
                }
            }
        }

        Assert.True(released >= last - first && planted > 2 * (last - first), $"The worlds show nothing: {released} archives, {planted} planted rows.");
    }

    private static async Task<JobResult> ExportAsync(RandomWorld world, IRowSource source, Collection root, List<string> key, ExportFormat format, CancellationToken cancellationToken)
    {
        var clock = new ManualTimeProvider(Now);
        var request = new FakeRequest(new RequestRecord
        {
            Id = "019c0000-0000-7000-8000-000000000001",
            Kind = RequestKind.Access,
            Status = RequestStatus.Running,
            LedgerReference = "chain",
            Received = Now,
            Due = Now.AddDays(30),
            Version = 1,
            Epoch = 0,
            Format = format,
        });
        var store = new InMemoryObjectStore(clock);
        var job = new ExportJob(world.Map, new SourceSet([source], [], []), new FootprintLocator(world.Map), store, new TestKeys(),
            [new ScopeReview(world.Map, NullLogger<ScopeReview>.Instance)], (_, _) => [], new() { PartSize = 700 }, clock, NullLogger<ExportJob>.Instance);
        var result = await job.RunAsync(request.Start(root.Name, [.. key]), cancellationToken);
        Assert.Equal(result.Outcome == "archived", store.Bytes(ObjectNames.Archive(request.Record.Id)) is not null);
        return result;
    }
}

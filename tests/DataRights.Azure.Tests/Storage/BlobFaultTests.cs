using DataRights.Storage;
using DataRights.Testing.Faults;

namespace DataRights.Azure.Tests.Storage;

/// <summary>Each operation under each fault at each of its requests: nothing lost, nothing doubled, nothing misreported.</summary>
public sealed class BlobFaultTests(ITestOutputHelper output)
{
    public static TheoryData<string, Fault> Cases { get; } = new(
        from operation in StoreOperations.All
        from fault in Enum.GetValues<Fault>()
        where fault != Fault.None
        select (operation.Name, fault));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_fault_at_any_request_of_an_operation_is_not_noticed(string name, Fault fault)
    {
        await using var azurite = await BrokenAzurite.CreateAsync();
        var operation = StoreOperations.All.Single(o => o.Name == name);
        var struck = 0;
        while (await StrikeAsync(azurite, operation, fault, struck + 1))
        {
            struck++;
        }

        Assert.InRange(struck, 1, 30);
        output.WriteLine($"{struck} cases");
    }

    [Theory]
    [InlineData(Fault.CutBefore, "store-unreachable")]
    [InlineData(Fault.LoseAnswer, "store-unreachable")]
    [InlineData(Fault.TruncateAnswer, "store-unreachable")]
    [InlineData(Fault.Answer500, "store-error")]
    [InlineData(Fault.Answer503, "store-busy")]
    [InlineData(Fault.Answer429, "store-busy")]
    public async Task A_fault_that_lasts_is_a_transient_error_and_the_operation_may_be_repeated(Fault fault, string code)
    {
        await using var azurite = await BrokenAzurite.CreateAsync(maxTries: 2);
        azurite.Proxy.Schedule.Strike(fault, 1, int.MaxValue / 2);
        var error = await Assert.ThrowsAsync<StoreException>(() => azurite.Broken.TryWriteAsync("x", "one"u8.ToArray(), WriteCondition.None, Token));
        Assert.True(error.IsTransient);
        Assert.Equal(code, error.Code);
        Assert.Null(error.InnerException);
        azurite.Proxy.Schedule.Rest();
        Assert.NotNull(await azurite.Broken.TryWriteAsync("x", "one"u8.ToArray(), WriteCondition.None, Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Random_faults_against_a_counter_and_a_log(int seed) => CountAsync(seed);

    [Theory]
    [Trait("run", "long")]
    [MemberData(nameof(Seeds))]
    public Task Random_faults_of_many_seeds_against_a_counter_and_a_log(int seed) => CountAsync(seed);

    public static TheoryData<int> Seeds { get; } = new(Enumerable.Range(100, 40));

    private static async Task CountAsync(int seed)
    {
        await using var azurite = await BrokenAzurite.CreateAsync();
        var store = azurite.Broken;
        await azurite.Straight.TryWriteAsync("count", "0"u8.ToArray(), WriteCondition.IfAbsent, Token);
        azurite.Proxy.Schedule.StrikeAtRandom(seed, 0.15, [.. Enum.GetValues<Fault>().Where(f => f != Fault.None)]);
        var counted = await Task.WhenAll(Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            var (certain, unknown) = (0, 0);
            for (var i = 0; i < 12; i++)
            {
                var outcome = await IncrementAsync(store);
                (certain, unknown) = (certain + (outcome == true ? 1 : 0), unknown + (outcome is null ? 1 : 0));
                await AppendAsync(store, $"{writer}-{i};");
            }

            return (certain, unknown);
        })));
        azurite.Proxy.Schedule.Rest();

        // What was reported done is there once; what was reported unknown is there once or not at all.
        var count = int.Parse((await azurite.Straight.ReadAsync("count", Token))!.Content.Span, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(count, counted.Sum(c => c.certain), counted.Sum(c => c.certain + c.unknown));
        var log = System.Text.Encoding.UTF8.GetString((await azurite.Straight.ReadAsync("log", Token))!.Content.Span).Split(';', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(36, log.Length);
        Assert.Equal(36, log.Distinct().Count());
    }

    /// <summary>True when it was counted, null when that cannot be known.</summary>
    private static async Task<bool?> IncrementAsync(IObjectStore store)
    {
        while (true)
        {
            var read = (await store.ReadAsync("count", Token))!;
            var next = int.Parse(read.Content.Span, System.Globalization.CultureInfo.InvariantCulture) + 1;
            try
            {
                if (await store.TryWriteAsync("count", System.Text.Encoding.UTF8.GetBytes($"{next}"), WriteCondition.IfVersion(read.Version), Token) is not null)
                {
                    return true;
                }
            }
            catch (StoreException e) when (e.Code == "write-outcome-unknown")
            {
                return null;
            }
        }
    }

    private static async Task AppendAsync(IObjectStore store, string line)
    {
        while (!await store.TryAppendAsync("log", System.Text.Encoding.UTF8.GetBytes(line), (await store.ReadAsync("log", Token))?.Content.Length ?? 0, Token))
        {
        }
    }

    /// <summary>False when the operation makes fewer requests than that.</summary>
    private static async Task<bool> StrikeAsync(BrokenAzurite azurite, StoreOperations operation, Fault fault, int request)
    {
        await azurite.Straight.DeleteAsync("x/one", WriteCondition.None, Token);
        await azurite.Straight.DiscardBlocksAsync("x/one", Token);
        await operation.Prepare(azurite.Straight, Token);
        azurite.Proxy.Schedule.Strike(fault, request);
        await operation.Act(azurite.Broken, Token);
        var struck = azurite.Proxy.Schedule.Struck > 0;
        azurite.Proxy.Schedule.Rest();
        await operation.Check(azurite.Straight, Token);
        return struck;
    }
}

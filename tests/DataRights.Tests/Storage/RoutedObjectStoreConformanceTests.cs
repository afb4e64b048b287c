using DataRights.Storage;
using DataRights.Testing.Conformance;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Storage;

/// <summary>The suite with some of its names routed away, and what only a routed store can get wrong.</summary>
public sealed class RoutedObjectStoreConformanceTests : ObjectStoreConformance
{
    [Fact]
    public async Task Names_under_the_folder_lie_in_the_other_store_and_nowhere_else()
    {
        var (rest, routed) = (new InMemoryObjectStore(TimeProvider.System), new InMemoryObjectStore(TimeProvider.System));
        using var store = new RoutedObjectStore(rest, "ledger/", routed);
        string[] names = ["a", "ledger/x", "ledgers", "z/ledger/y"];
        foreach (var name in names)
        {
            await store.TryAppendAsync(name, new byte[] { 1 }, 0, Token);
        }

        Assert.Equal(["ledger/x"], await NamesAsync(routed, ""));
        Assert.Equal(["a", "ledgers", "z/ledger/y"], await NamesAsync(rest, ""));
    }

    [Theory]
    [InlineData("", new[] { "a", "ledger/x", "ledgers", "z" })]
    [InlineData("led", new[] { "ledger/x", "ledgers" })]
    [InlineData("ledger/", new[] { "ledger/x" })]
    [InlineData("ledger/x", new[] { "ledger/x" })]
    [InlineData("z", new[] { "z" })]
    [InlineData("q", new string[0])]
    public async Task A_listing_has_both_stores_names_in_one_order(string prefix, string[] expected)
    {
        using var store = new RoutedObjectStore(new InMemoryObjectStore(TimeProvider.System), "ledger/", new InMemoryObjectStore(TimeProvider.System));
        foreach (var name in new[] { "z", "ledger/x", "a", "ledgers" })
        {
            await store.TryWriteAsync(name, new byte[] { 1 }, WriteCondition.None, Token);
        }

        Assert.Equal(expected, await NamesAsync(store, prefix));
    }

    [Fact]
    public async Task A_listing_ends_with_the_folder_when_nothing_follows_it()
    {
        using var store = new RoutedObjectStore(new InMemoryObjectStore(TimeProvider.System), "ledger/", new InMemoryObjectStore(TimeProvider.System));
        await store.TryWriteAsync("ledger/x", new byte[] { 1 }, WriteCondition.None, Token);
        await store.TryWriteAsync("a", new byte[] { 1 }, WriteCondition.None, Token);

        Assert.Equal(["a", "ledger/x"], await NamesAsync(store, ""));
    }

    protected override ValueTask<IObjectStore> CreateAsync() =>
        new(new RoutedObjectStore(new InMemoryObjectStore(TimeProvider.System), "ab/", new InMemoryObjectStore(TimeProvider.System)));

    private static async Task<List<string>> NamesAsync(IObjectStore store, string prefix)
    {
        var names = new List<string>();
        await foreach (var entry in store.ListAsync(prefix, Token))
        {
            names.Add(entry.Name);
        }

        return names;
    }
}

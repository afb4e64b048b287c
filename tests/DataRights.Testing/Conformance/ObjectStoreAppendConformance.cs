using DataRights.Storage;
using Xunit;

namespace DataRights.Testing.Conformance;

/// <summary>What every object store must do: appending at a position, and listing.</summary>
public abstract class ObjectStoreAppendConformance : ObjectStoreBasicConformance
{
    [Fact]
    public async Task An_append_takes_place_at_its_position_only()
    {
        Assert.False(await Store.TryAppendAsync("log", Bytes("x"), 1, Token));
        Assert.Null(await Store.ReadAsync("log", Token));
        Assert.True(await Store.TryAppendAsync("log", Bytes("one\n"), 0, Token));
        Assert.False(await Store.TryAppendAsync("log", Bytes("again\n"), 0, Token));
        Assert.True(await Store.TryAppendAsync("log", Bytes("two\n"), 4, Token));
        Assert.False(await Store.TryAppendAsync("log", Bytes("late\n"), 4, Token));
        Assert.False(await Store.TryAppendAsync("log", Bytes("far\n"), 9, Token));
        Assert.Equal("one\ntwo\n", Text(await Store.ReadAsync("log", Token)));
    }

    [Fact]
    public async Task An_append_changes_the_version()
    {
        await Store.TryAppendAsync("log", Bytes("one\n"), 0, Token);
        var before = (await Store.ReadAsync("log", Token))!.Version;
        await Store.TryAppendAsync("log", Bytes("two\n"), 4, Token);
        Assert.NotEqual(before, (await Store.ReadAsync("log", Token))!.Version);
        Assert.False(await Store.DeleteAsync("log", WriteCondition.IfVersion(before), Token));
    }

    [Fact]
    public async Task Of_concurrent_appenders_every_line_arrives_once_and_whole()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 15; i++)
            {
                var line = Bytes($"{writer}-{i}-{new string('x', 500)}\n");
                while (!await Store.TryAppendAsync("shared", line, (await Store.ReadAsync("shared", Token))?.Content.Length ?? 0, Token))
                {
                }
            }
        })));
        var lines = Text(await Store.ReadAsync("shared", Token))!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(60, lines.Length);
        Assert.Equal(60, lines.Distinct().Count());
        Assert.All(lines, l => Assert.EndsWith(new string('x', 500), l, StringComparison.Ordinal));
        foreach (var ofWriter in lines.GroupBy(l => l[0]))
        {
            Assert.Equal(Enumerable.Range(0, 15), ofWriter.Select(l => int.Parse(l.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public async Task A_reader_sees_whole_appends_only()
    {
        var line = Bytes(new string('y', 9_999) + "\n");
        var writer = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                Assert.True(await Store.TryAppendAsync("grow", line, (long)i * line.Length, Token));
            }
        });
        while (!writer.IsCompleted)
        {
            Assert.Equal(0, ((await Store.ReadAsync("grow", Token))?.Content.Length ?? 0) % line.Length);
            await foreach (var entry in Store.ListAsync("grow", Token))
            {
                Assert.Equal(0, entry.Length % line.Length);
            }
        }

        await writer;
    }

    [Fact]
    public async Task A_prefix_is_plain_and_the_order_ordinal()
    {
        string[] names = ["a", "a-b/c", "a.b", "a0", "aa/x/y", "ab/..x", "b", "A", "ab/1", "aB/2", "_"];
        foreach (var name in names)
        {
            await Store.TryWriteAsync(name, Bytes(name), WriteCondition.None, Token);
        }

        foreach (var prefix in (string[])["", "a", "ab", "ab/", "a-", "aa/x", "aa/x/", "zz", "zz/", "b", "b/"])
        {
            var expected = names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
            Assert.Equal(expected, (await ListAsync(prefix)).Select(e => e.Name));
        }
    }

    [Fact]
    public async Task The_list_tells_size_and_current_version_and_leaves_out_what_is_gone_or_only_staged()
    {
        var version = await Store.TryWriteAsync("l/one", Bytes("12345"), WriteCondition.None, Token);
        await Store.TryWriteAsync("l/two", Bytes("1"), WriteCondition.None, Token);
        await Store.DeleteAsync("l/two", WriteCondition.None, Token);
        await Store.StageBlockAsync("l/three", "b1", Bytes("staged"), Token);
        var entry = Assert.Single(await ListAsync("l/"));
        Assert.Equal(("l/one", 5, version), (entry.Name, entry.Length, entry.Version));
        Assert.Empty(await ListAsync("nothing/here"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("a//")]
    [InlineData("../")]
    [InlineData("a b")]
    public async Task An_illegal_prefix_is_an_argument_error(string prefix) =>
        await Assert.ThrowsAsync<ArgumentException>(() => ListAsync(prefix));

    [Fact]
    public async Task Random_operations_agree_with_a_model()
    {
        var random = new Random(7);
        var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string[] names = ["m/a", "m/b", "m/c/d", "m/c-e"];
        for (var i = 0; i < 200; i++)
        {
            var name = names[random.Next(names.Length)];
            var known = model.TryGetValue(name, out var content);
            switch (random.Next(4))
            {
                case 0:
                    Assert.Equal(!known, await Store.TryWriteAsync(name, Bytes($"{i}"), WriteCondition.IfAbsent, Token) is not null);
                    model[name] = known ? content! : $"{i}";
                    break;
                case 1:
                    Assert.Equal(known, await Store.DeleteAsync(name, WriteCondition.None, Token));
                    model.Remove(name);
                    break;
                case 2 when !known:
                    Assert.True(await Store.TryAppendAsync(name, Bytes($"+{i}"), 0, Token));
                    model[name] = $"+{i}";
                    break;
                case 2 when content!.StartsWith('+'):
                    Assert.True(await Store.TryAppendAsync(name, Bytes($"+{i}"), content.Length, Token));
                    model[name] += $"+{i}";
                    break;
                default:
                    Assert.Equal(content, Text(await Store.ReadAsync(name, Token)));
                    break;
            }
        }

        var listed = await ListAsync("m/");
        Assert.Equal(model.Select(m => (m.Key, (long)m.Value.Length)), listed.Select(e => (e.Name, e.Length)));
    }

    protected async Task<List<ObjectEntry>> ListAsync(string prefix)
    {
        var entries = new List<ObjectEntry>();
        await foreach (var entry in Store.ListAsync(prefix, Token))
        {
            entries.Add(entry);
        }

        return entries;
    }
}

using System.Text;
using DataRights.Storage;
using Xunit;

namespace DataRights.Testing.Conformance;

/// <summary>
/// What every object store must do: single objects. A subclass per adapter gives a fresh, empty store. Blocks and
/// listings have suites of their own.
/// </summary>
public abstract class ObjectStoreBasicConformance : IAsyncLifetime
{
    protected IObjectStore Store { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await CleanAsync();
    }

    [Fact]
    public async Task What_was_written_is_read_back_with_its_version()
    {
        var version = await Store.TryWriteAsync("a/b.json", Bytes("hello"), WriteCondition.IfAbsent, Token);
        var read = await Store.ReadAsync("a/b.json", Token);
        Assert.NotNull(version);
        Assert.Equal("hello", Text(read));
        Assert.Equal(version, read!.Version);
    }

    [Fact]
    public async Task An_object_that_is_not_there_reads_as_null()
    {
        Assert.Null(await Store.ReadAsync("none", Token));
        Assert.Null(await Store.OpenReadAsync("none/at/all", Token));
        Assert.False(await Store.DeleteAsync("none", WriteCondition.None, Token));
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        Assert.NotNull(await Store.TryWriteAsync("empty", default, WriteCondition.IfAbsent, Token));
        Assert.Equal("", Text(await Store.ReadAsync("empty", Token)));
        Assert.Null(await Store.TryWriteAsync("empty", default, WriteCondition.IfAbsent, Token));
    }

    [Fact]
    public async Task If_absent_refuses_an_object_that_is_there()
    {
        await Store.TryWriteAsync("x", Bytes("1"), WriteCondition.IfAbsent, Token);
        Assert.Null(await Store.TryWriteAsync("x", Bytes("2"), WriteCondition.IfAbsent, Token));
        Assert.Equal("1", Text(await Store.ReadAsync("x", Token)));
    }

    [Fact]
    public async Task If_version_refuses_any_version_but_the_current_one()
    {
        var first = await Store.TryWriteAsync("x", Bytes("1"), WriteCondition.IfAbsent, Token);
        var second = await Store.TryWriteAsync("x", Bytes("2"), WriteCondition.IfVersion(first!), Token);
        Assert.NotNull(second);
        Assert.Null(await Store.TryWriteAsync("x", Bytes("3"), WriteCondition.IfVersion(first!), Token));
        Assert.False(await Store.DeleteAsync("x", WriteCondition.IfVersion(first!), Token));
        Assert.Equal("2", Text(await Store.ReadAsync("x", Token)));
        Assert.True(await Store.DeleteAsync("x", WriteCondition.IfVersion(second), Token));
        Assert.Null(await Store.TryWriteAsync("x", Bytes("4"), WriteCondition.IfVersion(second), Token));
        Assert.Null(await Store.ReadAsync("x", Token));
    }

    [Fact]
    public async Task Every_write_gives_a_new_version_also_of_equal_content_and_after_a_deletion()
    {
        var versions = new HashSet<string>();
        for (var i = 0; i < 30; i++)
        {
            Assert.True(versions.Add((await Store.TryWriteAsync("x", Bytes("same"), WriteCondition.None, Token))!));
            if (i % 5 == 4)
            {
                Assert.True(await Store.DeleteAsync("x", WriteCondition.None, Token));
            }
        }
    }

    [Fact]
    public async Task Of_many_writers_on_one_version_exactly_one_wins_each_round()
    {
        var version = await Store.TryWriteAsync("race", Bytes("start"), WriteCondition.IfAbsent, Token);
        for (var round = 0; round < 10; round++)
        {
            var condition = WriteCondition.IfVersion(version!);
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                Task.Run(async () => (Writer: i, Version: await Store.TryWriteAsync("race", Bytes($"{round}:{i}"), condition, Token)))));
            var winner = Assert.Single(results, r => r.Version is not null);
            var read = await Store.ReadAsync("race", Token);
            Assert.Equal($"{round}:{winner.Writer}", Text(read));
            Assert.Equal(winner.Version, read!.Version);
            version = winner.Version;
        }
    }

    [Fact]
    public async Task Of_many_creators_exactly_one_wins_and_of_many_deleters_too()
    {
        for (var round = 0; round < 10; round++)
        {
            var created = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                Task.Run(() => Store.TryWriteAsync("made/once", Bytes($"{i}"), WriteCondition.IfAbsent, Token))));
            var version = Assert.Single(created, v => v is not null);
            var deleted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
                Task.Run(() => Store.DeleteAsync("made/once", WriteCondition.IfVersion(version!), Token))));
            Assert.Single(deleted, d => d);
        }
    }

    [Fact]
    public async Task Increments_by_compare_and_swap_are_never_lost()
    {
        await Store.TryWriteAsync("count", Bytes("0"), WriteCondition.IfAbsent, Token);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 20;)
            {
                var read = (await Store.ReadAsync("count", Token))!;
                var next = int.Parse(Text(read)!, System.Globalization.CultureInfo.InvariantCulture) + 1;
                done += await Store.TryWriteAsync("count", Bytes($"{next}"), WriteCondition.IfVersion(read.Version), Token) is null ? 0 : 1;
            }
        })));
        Assert.Equal("80", Text(await Store.ReadAsync("count", Token)));
    }

    [Fact]
    public async Task A_reader_never_sees_a_mixture_of_two_writes()
    {
        byte[][] contents = [.. Enumerable.Range('a', 4).Select(c => Enumerable.Repeat((byte)c, 20_000 + (c * 100)).ToArray())];
        await Store.TryWriteAsync("whole", contents[0], WriteCondition.None, Token);
        var writer = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                await Store.TryWriteAsync("whole", contents[i % 4], WriteCondition.None, Token);
            }
        });
        while (!writer.IsCompleted)
        {
            var read = (await Store.ReadAsync("whole", Token))!.Content.ToArray();
            Assert.Contains(contents, c => c.AsSpan().SequenceEqual(read));
        }

        await writer;
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData("./a")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("a:b")]
    [InlineData("ä")]
    [InlineData("a\0b")]
    [InlineData("~a")]
    public async Task An_illegal_name_is_an_argument_error(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.TryWriteAsync(name, Bytes("x"), WriteCondition.None, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ReadAsync(name, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync(name, WriteCondition.None, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.StageBlockAsync(name, "b", Bytes("x"), Token));
    }

    [Fact]
    public async Task A_cancelled_call_has_no_effect()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.TryWriteAsync("x", Bytes("1"), WriteCondition.None, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.TryAppendAsync("y", Bytes("1"), 0, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.StageBlockAsync("z", "b", Bytes("1"), cancelled.Token));
        Assert.Null(await Store.ReadAsync("x", Token));
        Assert.Null(await Store.ReadAsync("y", Token));
        Assert.Empty(await Store.ListBlocksAsync("z", Token));
    }

    [Fact]
    public async Task A_stream_is_seekable_and_shows_the_object_as_it_was_when_opened()
    {
        await Store.TryWriteAsync("s", Bytes("0123456789"), WriteCondition.None, Token);
        await using var stream = (await Store.OpenReadAsync("s", Token))!;
        Assert.Equal(10, stream.Length);
        stream.Seek(7, SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        Assert.Equal("789", await reader.ReadToEndAsync(Token));
    }

    protected abstract ValueTask<IObjectStore> CreateAsync();

    protected virtual ValueTask CleanAsync() => ValueTask.CompletedTask;

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string? Text(StoredObject? read) => read is null ? null : Encoding.UTF8.GetString(read.Content.Span);
}

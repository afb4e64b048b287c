using System.Text;
using DataRights.Storage;

namespace DataRights.Azure.Tests.Storage;

/// <summary>
/// Every kind of call with what must come out of it: prepared on an unbroken store, made on a broken one, and checked on the
/// unbroken one again. A call that comes back must tell the truth, and its effect must be there exactly once.
/// </summary>
internal sealed record StoreOperations(
    string Name,
    Func<IObjectStore, CancellationToken, Task> Prepare,
    Func<IObjectStore, CancellationToken, Task> Act,
    Func<IObjectStore, CancellationToken, Task> Check)
{
    private const string At = "x/one";

    public static IReadOnlyList<StoreOperations> All { get; } =
    [
        new("create", Nothing, async (s, t) => Assert.NotNull(await s.TryWriteAsync(At, Bytes("new"), WriteCondition.IfAbsent, t)), Reads("new")),
        new("create-refused", Writes("old"), async (s, t) => Assert.Null(await RetryAsync(() => s.TryWriteAsync(At, Bytes("new"), WriteCondition.IfAbsent, t))), Reads("old")),
        new("replace", Writes("old"), async (s, t) =>
        {
            var read = (await s.ReadAsync(At, t))!;
            var version = await s.TryWriteAsync(At, Bytes("new"), WriteCondition.IfVersion(read.Version), t);
            Assert.Equal((await s.ReadAsync(At, t))!.Version, version);
        }, Reads("new")),
        new("replace-refused", Writes("old"), async (s, t) =>
            Assert.Null(await RetryAsync(() => s.TryWriteAsync(At, Bytes("new"), WriteCondition.IfVersion("0x123"), t))), Reads("old")),
        new("overwrite", Writes("old"), async (s, t) => Assert.NotNull(await s.TryWriteAsync(At, Bytes("new"), WriteCondition.None, t)), Reads("new")),
        new("delete", Writes("old"), async (s, t) => Assert.True(await s.DeleteAsync(At, WriteCondition.None, t)), Reads(null)),
        new("delete-version", Writes("old"), async (s, t) =>
            Assert.True(await s.DeleteAsync(At, WriteCondition.IfVersion((await s.ReadAsync(At, t))!.Version), t)), Reads(null)),
        new("read", Writes("old"), async (s, t) => Assert.Equal("old", Text((await s.ReadAsync(At, t))!.Content)), Reads("old")),
        new("append-first", Nothing, async (s, t) => Assert.True(await s.TryAppendAsync(At, Bytes("one;"), 0, t)), Reads("one;")),
        new("append-next", Appends("one;"), async (s, t) => Assert.True(await s.TryAppendAsync(At, Bytes("two;"), 4, t)), Reads("one;two;")),
        new("append-refused", Appends("one;"), async (s, t) => Assert.False(await s.TryAppendAsync(At, Bytes("two;"), 0, t)), Reads("one;")),
        new("stage", Nothing, (s, t) => s.StageBlockAsync(At, "b1", Bytes("block"), t), async (s, t) =>
            Assert.Equal(new Dictionary<string, long> { ["b1"] = 5 }, await s.ListBlocksAsync(At, t))),
        new("commit", Stages, async (s, t) => Assert.NotNull(await s.CommitBlocksAsync(At, ["b2", "b1"], WriteCondition.IfAbsent, t)), async (s, t) =>
        {
            await Reads("two,one,")(s, t);
            Assert.Empty(await s.ListBlocksAsync(At, t));
        }),
        new("list-blocks", Stages, async (s, t) => Assert.Equal(3, (await s.ListBlocksAsync(At, t)).Count), Reads(null)),
        new("discard", Stages, (s, t) => s.DiscardBlocksAsync(At, t), Discarded(null)),
        new("discard-beside-an-object", async (s, t) =>
        {
            await Writes("kept")(s, t);
            await Stages(s, t);
        }, (s, t) => s.DiscardBlocksAsync(At, t), Discarded("kept")),
        new("list", Writes("old"), async (s, t) => Assert.Single(await s.ListAsync("x/")), Reads("old")),
        new("open", Writes("0123456789"), async (s, t) =>
        {
            await using var stream = (await s.OpenReadAsync(At, t))!;
            stream.Position = 3;
            using var reader = new StreamReader(stream);
            Assert.Equal("3456789", await reader.ReadToEndAsync(t));
        }, Reads("0123456789")),
    ];

    /// <summary>A refusal after a lost answer may be told as "not known": the caller then asks again.</summary>
    private static async Task<string?> RetryAsync(Func<Task<string?>> write)
    {
        while (true)
        {
            try
            {
                return await write();
            }
            catch (StoreException e) when (e.Code == "write-outcome-unknown")
            {
                Assert.True(e.IsTransient);
            }
        }
    }

    private static Task Nothing(IObjectStore store, CancellationToken token) => Task.CompletedTask;

    private static Func<IObjectStore, CancellationToken, Task> Writes(string text) =>
        async (s, t) => Assert.NotNull(await s.TryWriteAsync(At, Bytes(text), WriteCondition.IfAbsent, t));

    private static Func<IObjectStore, CancellationToken, Task> Appends(string text) =>
        async (s, t) => Assert.True(await s.TryAppendAsync(At, Bytes(text), 0, t));

    private static async Task Stages(IObjectStore store, CancellationToken token)
    {
        foreach (var (id, text) in new[] { ("b1", "one,"), ("b2", "two,"), ("b3", "unused") })
        {
            await store.StageBlockAsync(At, id, Bytes(text), token);
        }
    }

    private static Func<IObjectStore, CancellationToken, Task> Reads(string? text) => async (s, t) =>
    {
        Assert.Equal(text, await s.ReadAsync(At, t) is { } read ? Text(read.Content) : null);
        Assert.Equal(text is null ? 0 : 1, (await s.ListAsync("x/")).Count);
    };

    private static Func<IObjectStore, CancellationToken, Task> Discarded(string? text) => async (s, t) =>
    {
        Assert.Empty(await s.ListBlocksAsync(At, t));
        await Reads(text)(s, t);
    };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}

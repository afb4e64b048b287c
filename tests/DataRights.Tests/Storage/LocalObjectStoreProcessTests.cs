using System.Globalization;
using System.Text;
using DataRights.Storage;
using DataRights.Storage.Local;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Tests.Storage;

/// <summary>Real processes on one directory: racing, and killed.</summary>
public sealed class LocalObjectStoreProcessTests : IDisposable
{
    private const int Rounds = 150;

    private readonly TempDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Processes_racing_on_one_object_lose_no_increment_and_no_line()
    {
        using var store = new LocalObjectStore(_directory.Path, TimeProvider.System);
        await store.TryWriteAsync("count", "0"u8.ToArray(), WriteCondition.IfAbsent, Token);
        var children = Enumerable.Range(0, 3).Select(i => ChildProcess.Start(GetType(), nameof(Child_counts), _directory.Path, $"c{i}")).ToList();
        foreach (var child in children)
        {
            using (child)
            {
                await ChildProcess.EndAsync(child, Token);
            }
        }

        Assert.Equal($"{3 * Rounds}", await TextAsync(store, "count"));
        var lines = (await TextAsync(store, "log"))!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3 * Rounds, lines.Distinct().Count());
        Assert.Equal(3 * Rounds, lines.Length);
    }

    [Fact]
    public async Task A_writer_killed_at_any_moment_leaves_whole_objects_whole_appends_and_no_lock()
    {
        for (var round = 0; round < 4; round++)
        {
            using (var child = ChildProcess.Start(GetType(), nameof(Child_writes_until_killed), _directory.Path, $"k{round}"))
            {
                while (!File.Exists(_directory.Combine("log")) || new FileInfo(_directory.Combine("log")).Length < (round + 1) * 200_000)
                {
                    Assert.False(child.HasExited, "The child ended before it was killed.");
                    await Task.Delay(5, Token);
                }

                await Task.Delay(Random.Shared.Next(30), Token);
                child.Kill();
                await child.WaitForExitAsync(Token);
            }

            using var store = new LocalObjectStore(_directory.Path, TimeProvider.System);
            var log = (await TextAsync(store, "log"))!;
            Assert.All(log.Split('\n')[..^1], line => Assert.Equal(Line(line[..line.IndexOf(':', StringComparison.Ordinal)]), line + "\n"));
            Assert.EndsWith("\n", log, StringComparison.Ordinal);
            var whole = (await TextAsync(store, "whole"))!;
            Assert.Equal(Line(whole[..whole.IndexOf(':', StringComparison.Ordinal)]), whole);
            Assert.True(await store.TryAppendAsync("log", Encoding.ASCII.GetBytes(Line($"after{round}")), log.Length, Token));
            Assert.Single(Directory.GetDirectories(_directory.Combine(".~store", "temp")));
        }
    }

    [Fact(Explicit = true)]
    public async Task Child_counts()
    {
        using var store = new LocalObjectStore(ChildProcess.Directory!, TimeProvider.System);
        for (var done = 0; done < Rounds;)
        {
            var read = (await store.ReadAsync("count", Token))!;
            var next = int.Parse(Encoding.ASCII.GetString(read.Content.Span), CultureInfo.InvariantCulture) + 1;
            if (await store.TryWriteAsync("count", Encoding.ASCII.GetBytes($"{next}"), WriteCondition.IfVersion(read.Version), Token) is null)
            {
                continue;
            }

            done++;
            var line = Encoding.ASCII.GetBytes($"{ChildProcess.Name}:{done}\n");
            while (!await store.TryAppendAsync("log", line, (await store.ReadAsync("log", Token))?.Content.Length ?? 0, Token))
            {
            }
        }
    }

    [Fact(Explicit = true)]
    public async Task Child_writes_until_killed()
    {
        using var store = new LocalObjectStore(ChildProcess.Directory!, TimeProvider.System);
        var length = (await store.ReadAsync("log", Token))?.Content.Length ?? 0;
        for (var i = 0; ; i++)
        {
            var line = Encoding.ASCII.GetBytes(Line($"{ChildProcess.Name}-{i}"));
            Assert.True(await store.TryAppendAsync("log", line, length, Token));
            length += line.Length;
            await store.TryWriteAsync("whole", line, WriteCondition.None, Token);
        }
    }

    /// <summary>Long, so that a kill can hit its middle, and telling by its head how it must end.</summary>
    private static string Line(string id) => $"{id}:{new string((char)('a' + (id.Length % 26)), 20_000 + (id.Length * 37))}\n";

    private static async Task<string?> TextAsync(LocalObjectStore store, string name) =>
        await store.ReadAsync(name, Token) is { } read ? Encoding.ASCII.GetString(read.Content.Span) : null;
}

using System.Security.Cryptography;
using System.Text;
using DataRights.Storage;
using DataRights.Storage.Local;
using DataRights.Testing;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Tests.Storage;

/// <summary>What only the local store promises: plain files, permissions, recovery of what a dead process left.</summary>
public sealed class LocalObjectStoreTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private LocalObjectStore _store;

    public LocalObjectStoreTests() => _store = new LocalObjectStore(_directory.Path, _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Objects_are_plain_files_that_only_their_user_may_read()
    {
        await WriteAsync("archives/one.zip", "content");
        var path = _directory.Combine("archives", "one.zip");
        Assert.Equal("content", await File.ReadAllTextAsync(path, Token));
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        foreach (var file in Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Versions_differ_while_the_clock_stands_still_and_when_it_goes_back()
    {
        var versions = new HashSet<string> { await WriteAsync("x", "same"), await WriteAsync("x", "same") };
        await _store.DeleteAsync("x", WriteCondition.None, Token);
        _time.SetUtcNow(_time.GetUtcNow().AddDays(-1));
        versions.Add(await WriteAsync("x", "same"));
        Reopen();
        versions.Add(await WriteAsync("x", "same"));
        Assert.Equal(4, versions.Count);
    }

    [Fact]
    public async Task A_file_changed_by_hand_has_another_version()
    {
        var version = await WriteAsync("x", "one");
        await File.WriteAllTextAsync(_directory.Combine("x"), "two", Token);
        Assert.Null(await _store.TryWriteAsync("x", "three"u8.ToArray(), WriteCondition.IfVersion(version), Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task An_append_that_died_is_there_whole_or_not_at_all(int arrived)
    {
        await _store.TryAppendAsync("log", "first\n"u8.ToArray(), 0, Token);
        Tear("log", 6, "second"u8, arrived);
        var expected = arrived == 6 ? "first\nsecond" : "first\n";
        Assert.Equal(expected.Length, Assert.Single(await ListAsync()).Length);
        Assert.Equal(expected, await ReadAsync("log"));
        Assert.Equal(expected, await File.ReadAllTextAsync(_directory.Combine("log"), Token));
        Assert.True(await _store.TryAppendAsync("log", "|next"u8.ToArray(), expected.Length, Token));
        Assert.Equal(expected + "|next", await ReadAsync("log"));
    }

    [Fact]
    public async Task An_append_of_the_right_length_with_other_bytes_is_cut_off()
    {
        await _store.TryAppendAsync("log", "first\n"u8.ToArray(), 0, Token);
        Tear("log", 6, "second"u8, 6);
        await using (var file = File.Open(_directory.Combine("log"), FileMode.Open))
        {
            file.Seek(-2, SeekOrigin.End);
            file.Write("\0\0"u8);
        }

        Assert.Equal("first\n", await ReadAsync("log"));
    }

    [Fact]
    public async Task A_damaged_append_record_raises_and_loses_nothing()
    {
        await _store.TryAppendAsync("log", "first\n"u8.ToArray(), 0, Token);
        await File.WriteAllTextAsync(IntentOf("log"), "{\"Position\":", Token);
        var error = await Assert.ThrowsAsync<StoreException>(() => _store.ReadAsync("log", Token));
        Assert.Equal(("append-record-corrupt", false), (error.Code, error.IsTransient));
        Assert.Equal("first\n", await File.ReadAllTextAsync(_directory.Combine("log"), Token));
    }

    [Fact]
    public async Task Temporary_files_of_the_dead_go_at_start_and_those_of_the_living_stay()
    {
        var dead = _directory.Combine(".~store", "temp", "dead");
        Directory.CreateDirectory(dead);
        await File.WriteAllTextAsync(dead + ".lock", "", Token);
        await File.WriteAllTextAsync(Path.Combine(dead, "half"), "torn", Token);
        using var second = new LocalObjectStore(_directory.Path, _time);
        Assert.False(Directory.Exists(dead));
        Assert.Equal(2, Directory.GetDirectories(_directory.Combine(".~store", "temp")).Length);
        await WriteAsync("still", "works");
        Assert.NotNull(await second.TryWriteAsync("also", "works"u8.ToArray(), WriteCondition.None, Token));
        Assert.Equal(["also", "still"], (await ListAsync()).Select(e => e.Name));
    }

    [Fact]
    public async Task Blocks_staged_over_a_week_ago_go_at_start()
    {
        await _store.StageBlockAsync("old", "b", "personal"u8.ToArray(), Token);
        _time.Advance(TimeSpan.FromDays(6));
        await _store.StageBlockAsync("new", "b", "personal"u8.ToArray(), Token);
        Reopen();
        Assert.Single(await _store.ListBlocksAsync("old", Token));
        _time.Advance(TimeSpan.FromDays(2));
        Reopen();
        Assert.Empty(await _store.ListBlocksAsync("old", Token));
        Assert.Single(await _store.ListBlocksAsync("new", Token));
    }

    [Fact]
    public async Task Folders_left_empty_go_and_come_back()
    {
        await WriteAsync("work/one/a", "x");
        await _store.DeleteAsync("work/one/a", WriteCondition.None, Token);
        Assert.False(Directory.Exists(_directory.Combine("work")));
        await WriteAsync("work/one/a", "y");
        Assert.Equal("y", await ReadAsync("work/one/a"));
    }

    [Fact]
    public async Task An_object_and_a_folder_of_one_name_are_a_clear_error()
    {
        await WriteAsync("a", "object");
        Assert.Equal("folder-is-an-object", (await Assert.ThrowsAsync<StoreException>(() => WriteAsync("a/b", "x"))).Code);
        await WriteAsync("c/d", "object");
        Assert.Equal("name-is-a-folder", (await Assert.ThrowsAsync<StoreException>(() => WriteAsync("c", "x"))).Code);
        Assert.Null(await ReadAsync("c"));
        Assert.Null(await ReadAsync("a/b"));
        Assert.Equal("object", await ReadAsync("a"));
    }

    [Fact]
    public async Task A_store_of_an_unknown_format_is_not_opened()
    {
        await File.WriteAllTextAsync(_directory.Combine(".~store", "format"), "2", Token);
        Assert.Equal("format-unknown", Assert.Throws<StoreException>(() => new LocalObjectStore(_directory.Path, _time)).Code);
    }

    [Fact]
    public async Task An_error_of_the_file_system_names_no_path()
    {
        await WriteAsync("canary-name", "x");
        var store = new LocalObjectStore(_directory.Path, _time);
        store.Dispose();
        var error = await Assert.ThrowsAsync<StoreException>(() => store.TryWriteAsync("canary-name", "y"u8.ToArray(), WriteCondition.None, Token));
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }

    [Fact]
    public async Task There_are_no_links() => Assert.Null(await _store.LinkAsync("x", _time.GetUtcNow(), "x.zip", Token));

    private async Task<string> WriteAsync(string name, string content) =>
        (await _store.TryWriteAsync(name, Encoding.UTF8.GetBytes(content), WriteCondition.None, Token))!;

    private async Task<string?> ReadAsync(string name) =>
        await _store.ReadAsync(name, Token) is { } read ? Encoding.UTF8.GetString(read.Content.Span) : null;

    private async Task<List<ObjectEntry>> ListAsync()
    {
        var entries = new List<ObjectEntry>();
        await foreach (var entry in _store.ListAsync("", Token))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private void Reopen()
    {
        _store.Dispose();
        _store = new LocalObjectStore(_directory.Path, _time);
    }

    /// <summary>What a process killed in an append leaves: its record, and so many of the bytes.</summary>
    private void Tear(string name, long position, ReadOnlySpan<byte> content, int arrived)
    {
        File.WriteAllText(
            IntentOf(name),
            $$"""{"Position":{{position}},"Length":{{content.Length}},"Sha256":"{{Convert.ToHexStringLower(SHA256.HashData(content))}}"}""");
        using var file = File.Open(_directory.Combine(name), FileMode.Append);
        file.Write(content[..arrived]);
    }

    private string IntentOf(string name) =>
        _directory.Combine(".~store", "appends", Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(name))));
}

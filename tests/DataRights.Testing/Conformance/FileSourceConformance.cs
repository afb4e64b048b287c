using System.Text;
using DataRights.Sources;
using Xunit;

namespace DataRights.Testing.Conformance;

/// <summary>What every <see cref="IFileSource"/> promises.</summary>
public abstract class FileSourceConformance
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A source over an empty store.</summary>
    protected abstract Task<IFileSource> CreateAsync();

    /// <summary>Puts a file there as the product itself would.</summary>
    protected abstract Task PutAsync(string name, byte[] content);

    [Fact]
    public async Task A_listing_holds_what_starts_with_the_prefix_in_ordinal_order_and_nothing_else()
    {
        await using var source = await CreateAsync();
        foreach (var name in new[] { "avatars/1/b.png", "avatars/1/B.png", "avatars/1/sub/a.txt", "avatars/10/a.png", "avatars/2/a.png", "other/1/a.png" })
        {
            await PutAsync(name, [1]);
        }

        Assert.Equal(["avatars/1/B.png", "avatars/1/b.png", "avatars/1/sub/a.txt"], await NamesAsync(source, "avatars/1/"));
        Assert.Equal(["avatars/1/sub/a.txt"], await NamesAsync(source, "avatars/1/sub/"));
        Assert.Empty(await NamesAsync(source, "avatars/3/"));
        Assert.Equal(["avatars/1/b.png"], await NamesAsync(source, "avatars/1/b"));
    }

    [Fact]
    public async Task A_file_reads_back_as_it_was_put_and_its_listing_says_how_long_it_is()
    {
        await using var source = await CreateAsync();
        var content = Encoding.UTF8.GetBytes("Grüße 😀");
        await PutAsync("uploads/7/notes.txt", content);
        var file = Assert.Single(await ListAsync(source, "uploads/7/"));
        Assert.Equal(content.Length, file.Length);
        await using var stream = await source.OpenReadAsync(file, Token);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Token);
        Assert.Equal(content, copy.ToArray());
    }

    [Fact]
    public async Task A_file_that_was_replaced_since_it_was_listed_is_not_read_for_the_old_one()
    {
        await using var source = await CreateAsync();
        await PutAsync("uploads/7/a.txt", [1, 2, 3]);
        var listed = Assert.Single(await ListAsync(source, "uploads/7/"));
        await PutAsync("uploads/7/a.txt", [4, 5, 6, 7]);
        var failure = await Assert.ThrowsAsync<SourceException>(() => source.OpenReadAsync(listed, Token));
        Assert.Equal("file-changed", failure.Code);
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task A_file_that_is_gone_says_so()
    {
        await using var source = await CreateAsync();
        await PutAsync("uploads/7/a.txt", [1]);
        var listed = Assert.Single(await ListAsync(source, "uploads/7/"));
        Assert.True(await source.DeleteAsync(listed, Token));
        var failure = await Assert.ThrowsAsync<SourceException>(() => source.OpenReadAsync(listed, Token));
        Assert.Equal("file-gone", failure.Code);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task A_deletion_takes_the_file_and_no_other_and_may_be_done_again()
    {
        await using var source = await CreateAsync();
        await PutAsync("uploads/7/a.txt", [1]);
        await PutAsync("uploads/7/b.txt", [2]);
        await PutAsync("uploads/77/a.txt", [3]);
        var first = (await ListAsync(source, "uploads/7/"))[0];
        Assert.True(await source.DeleteAsync(first, Token));
        Assert.False(await source.DeleteAsync(first, Token));
        Assert.Equal(["uploads/7/b.txt", "uploads/77/a.txt"], await NamesAsync(source, "uploads/7"));
    }

    [Fact]
    public async Task A_name_finds_that_file_and_none_whose_name_only_begins_so()
    {
        await using var source = await CreateAsync();
        await PutAsync("uploads/7/a.txt", [1]);
        await PutAsync("uploads/7/a.txt.old", [2]);
        Assert.Equal("uploads/7/a.txt", Assert.Single(await source.ListAsync(FileQuery.Named("uploads/7/a.txt"), Token).ToListAsync(Token)).Name);
        Assert.Empty(await source.ListAsync(FileQuery.Named("uploads/7/"), Token).ToListAsync(Token));
        Assert.Empty(await source.ListAsync(FileQuery.Named("uploads/7/b.txt"), Token).ToListAsync(Token));
    }

    [Fact]
    public async Task What_a_deletion_lists_is_gone_when_all_of_it_was_deleted()
    {
        await using var source = await CreateAsync();
        await PutAsync("uploads/7/a.txt", [1]);
        await PutAsync("uploads/7/a.txt", [2, 3]);
        await PutAsync("uploads/7/b.txt", [4]);
        var mine = FileQuery.StartingWith("uploads/7/");
        foreach (var file in await source.ListKeptAsync(mine, Token).ToListAsync(Token))
        {
            await source.DeleteAsync(file, Token);
        }

        Assert.Empty(await source.ListKeptAsync(mine, Token).ToListAsync(Token));
        Assert.Null(await source.RecoverableUntilAsync(mine, Token));
    }

    [Fact]
    public async Task No_failure_names_the_file()
    {
        await using var source = await CreateAsync();
        await PutAsync("uploads/7/canary-file.txt", [1]);
        var listed = Assert.Single(await ListAsync(source, "uploads/7/"));
        await source.DeleteAsync(listed, Token);
        var failure = await Assert.ThrowsAsync<SourceException>(() => source.OpenReadAsync(listed, Token));
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", listed.ToString(), StringComparison.Ordinal);
    }

    protected static async Task<List<FileItem>> ListAsync(IFileSource source, string prefix) =>
        await source.ListAsync(FileQuery.StartingWith(prefix), Token).ToListAsync(Token);

    private static async Task<IEnumerable<string>> NamesAsync(IFileSource source, string prefix) =>
        (await ListAsync(source, prefix)).Select(f => f.Name);
}

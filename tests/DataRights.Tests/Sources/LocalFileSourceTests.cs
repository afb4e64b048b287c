using DataRights.Sources;
using DataRights.Sources.Local;
using DataRights.Testing.Conformance;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Tests.Sources;

public sealed class LocalFileSourceTests : FileSourceConformance, IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    protected override Task<IFileSource> CreateAsync() => Task.FromResult<IFileSource>(new LocalFileSource("files", directory.Path));

    protected override async Task PutAsync(string name, byte[] content)
    {
        var path = directory.Combine(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_name_with_backslashes_is_a_name_and_leads_nowhere()
    {
        await using var source = await CreateAsync();
        await PutAsync("uploads/7/..\\..\\x", [1]);
        Assert.Equal("uploads/7/..\\..\\x", Assert.Single(await ListAsync(source, "uploads/7/")).Name);
    }

    [Fact]
    public async Task A_name_that_leads_out_of_the_directory_is_refused()
    {
        await using var source = await CreateAsync();
        var outside = new FileItem("uploads/../../x", 1, DateTimeOffset.UnixEpoch, "v");
        var failure = await Assert.ThrowsAsync<SourceException>(() => source.OpenReadAsync(outside, TestContext.Current.CancellationToken));
        Assert.Equal("name-unsafe", failure.Code);
        await Assert.ThrowsAsync<SourceException>(() => source.DeleteAsync(outside, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Symbolic_links_are_neither_listed_nor_followed()
    {
        await using var source = await CreateAsync();
        await PutAsync("uploads/8/theirs.txt", [1]);
        await PutAsync("uploads/7/mine.txt", [1]);
        File.CreateSymbolicLink(directory.Combine("uploads/7/link.txt"), directory.Combine("uploads/8/theirs.txt"));
        Directory.CreateSymbolicLink(directory.Combine("uploads/7/folder"), directory.Combine("uploads/8"));
        Directory.CreateSymbolicLink(directory.Combine("uploads/9"), directory.Combine("uploads/8"));
        Assert.Equal("uploads/7/mine.txt", Assert.Single(await ListAsync(source, "uploads/7/")).Name);
        Assert.Empty(await ListAsync(source, "uploads/9/"));
    }

    [Fact]
    public async Task A_folder_that_a_deletion_leaves_empty_goes_too_since_its_name_may_be_the_persons()
    {
        await using var source = await CreateAsync();
        await PutAsync("avatars/7/a.png", [1]);
        await source.DeleteAsync(Assert.Single(await ListAsync(source, "avatars/7/")), TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(directory.Combine("avatars/7")));
        Assert.True(Directory.Exists(directory.Path));
    }

    [Fact]
    public async Task A_directory_that_is_missing_is_trouble_that_may_pass_and_not_an_empty_listing()
    {
        await using var source = new LocalFileSource("files", directory.Combine("not-mounted"));
        var failure = await Assert.ThrowsAsync<SourceException>(() => ListAsync(source, "avatars/7/"));
        Assert.Equal("directory-missing", failure.Code);
        Assert.True(failure.IsTransient);
    }
}

using System.Security.Cryptography;
using DataRights.Export.Archive;
using DataRights.Storage;
using Xunit;

namespace DataRights.Testing.Conformance;

/// <summary>What every object store must do: everything, blocks included. The class to derive from.</summary>
public abstract class ObjectStoreConformance : ObjectStoreAppendConformance
{
    [Fact]
    public async Task Committed_blocks_make_the_object_in_the_order_named()
    {
        await Store.StageBlockAsync("big", "b1", Bytes("one,"), Token);
        await Store.StageBlockAsync("big", "b2", Bytes("two,"), Token);
        await Store.StageBlockAsync("big", "b3", Bytes("unused"), Token);
        Assert.Null(await Store.ReadAsync("big", Token));
        Assert.Equal(
            new Dictionary<string, long> { ["b1"] = 4, ["b2"] = 4, ["b3"] = 6 },
            (await Store.ListBlocksAsync("big", Token)).OrderBy(b => b.Key).ToDictionary());
        var version = await Store.CommitBlocksAsync("big", ["b2", "b1"], WriteCondition.IfAbsent, Token);
        var read = await Store.ReadAsync("big", Token);
        Assert.Equal("two,one,", Text(read));
        Assert.Equal(version, read!.Version);
        Assert.Empty(await Store.ListBlocksAsync("big", Token));
    }

    [Fact]
    public async Task Staging_an_id_again_replaces_its_block()
    {
        await Store.StageBlockAsync("big", "b1", Bytes("first try"), Token);
        await Store.StageBlockAsync("big", "b1", Bytes("second"), Token);
        Assert.Equal(6, Assert.Single(await Store.ListBlocksAsync("big", Token)).Value);
        await Store.CommitBlocksAsync("big", ["b1"], WriteCondition.None, Token);
        Assert.Equal("second", Text(await Store.ReadAsync("big", Token)));
    }

    [Fact]
    public async Task What_one_run_staged_another_goes_on_with()
    {
        var content = RandomNumberGenerator.GetBytes(5000);
        IReadOnlyList<StagedBlock> blocks;
        await using (var first = new BlockStream(Store, "archive", 1, 1024, 2))
        {
            await first.WriteAsync(content.AsMemory(0, 2500), Token);
            await first.CompleteAsync(Token);
            blocks = [.. first.Blocks];

            // After its last checkpoint: lost.
            await first.WriteAsync(content.AsMemory(2500, 100), Token);
            await first.CompleteAsync(Token);
        }

        var staged = await Store.ListBlocksAsync("archive", Token);
        Assert.All(blocks, b => Assert.Equal(b.Size, staged[b.Id]));
        await using var second = new BlockStream(Store, "archive", 2, 1024, 2, blocks);
        Assert.Equal((2500L, null), (second.Position, second.Sha256));
        await second.WriteAsync(content.AsMemory(2500), Token);
        Assert.True(await second.CommitAsync(WriteCondition.IfAbsent, Token));
        Assert.Equal(content, (await Store.ReadAsync("archive", Token))!.Content.ToArray());
        Assert.Empty(await Store.ListBlocksAsync("archive", Token));
    }

    [Fact]
    public async Task A_missing_block_is_an_error_and_nothing_is_lost()
    {
        await Store.StageBlockAsync("big", "b1", Bytes("x"), Token);
        var error = await Assert.ThrowsAsync<StoreException>(() => Store.CommitBlocksAsync("big", ["b1", "b9"], WriteCondition.None, Token));
        Assert.Equal("block-missing", error.Code);
        Assert.False(error.IsTransient);
        Assert.Null(await Store.ReadAsync("big", Token));
        Assert.Single(await Store.ListBlocksAsync("big", Token));
    }

    [Fact]
    public async Task A_commit_whose_condition_does_not_hold_leaves_object_and_blocks()
    {
        await Store.TryWriteAsync("big", Bytes("old"), WriteCondition.None, Token);
        await Store.StageBlockAsync("big", "b1", Bytes("new"), Token);
        Assert.Null(await Store.CommitBlocksAsync("big", ["b1"], WriteCondition.IfAbsent, Token));
        Assert.Equal("old", Text(await Store.ReadAsync("big", Token)));
        Assert.Single(await Store.ListBlocksAsync("big", Token));
        var version = (await Store.ReadAsync("big", Token))!.Version;
        Assert.NotNull(await Store.CommitBlocksAsync("big", ["b1"], WriteCondition.IfVersion(version), Token));
        Assert.Equal("new", Text(await Store.ReadAsync("big", Token)));
    }

    [Fact]
    public async Task Discarding_drops_what_is_staged_and_can_be_repeated()
    {
        await Store.StageBlockAsync("big", "b1", Bytes("x"), Token);
        await Store.StageBlockAsync("other", "b1", Bytes("kept"), Token);
        await Store.DiscardBlocksAsync("big", Token);
        await Store.DiscardBlocksAsync("big", Token);
        Assert.Empty(await Store.ListBlocksAsync("big", Token));
        Assert.Single(await Store.ListBlocksAsync("other", Token));
    }

    [Fact]
    public async Task A_large_object_of_many_blocks_reads_back_bit_for_bit()
    {
        var expected = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            var block = new byte[(1 << 20) + i];
            new Random(i).NextBytes(block);
            expected.AppendData(block);
            ids.Add($"block-{i:D6}");
            await Store.StageBlockAsync("archives/large.zip", ids[^1], block, Token);
        }

        Assert.NotNull(await Store.CommitBlocksAsync("archives/large.zip", ids, WriteCondition.IfAbsent, Token));
        await using var stream = (await Store.OpenReadAsync("archives/large.zip", Token))!;
        Assert.Equal((12 << 20) + 66, stream.Length);
        Assert.Equal(expected.GetHashAndReset(), await SHA256.HashDataAsync(stream, Token));
    }
}

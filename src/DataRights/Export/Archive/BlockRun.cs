namespace DataRights.Export.Archive;

/// <summary>Blocks of one epoch that follow each other: how a list of thousands fits into a record.</summary>
internal sealed record BlockRun(long Epoch, int First, int Count)
{
    public static IReadOnlyList<BlockRun> Of(IEnumerable<StagedBlock> blocks)
    {
        List<BlockRun> runs = [];
        foreach (var block in blocks)
        {
            if (runs.Count > 0 && runs[^1] is var last && last.Epoch == block.Epoch && last.First + last.Count == block.Number)
            {
                runs[^1] = last with { Count = last.Count + 1 };
            }
            else
            {
                runs.Add(new BlockRun(block.Epoch, block.Number, 1));
            }
        }

        return runs;
    }

    public IEnumerable<string> Ids() => Enumerable.Range(First, Count).Select(n => new StagedBlock(Epoch, n, 0).Id);
}

namespace DataRights.Cli.Bags;

/// <summary>What a check of an archive found: how much was read, and each fault in a sentence. Sound when there is none.</summary>
public sealed record BagReport(int Files, long Bytes, IReadOnlyList<string> Findings)
{
    public bool Holds => Findings.Count == 0;
}

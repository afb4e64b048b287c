namespace DataRights.Export;

/// <summary>What a check of an archive found. Findings say which file and what is wrong; they may quote file names, which are personal.</summary>
/// <param name="Findings">Empty when everything holds.</param>
/// <param name="Files">Payload files whose checksum was compared.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Tables">Tables whose rows were counted.</param>
/// <param name="Rows">Their rows.</param>
public sealed record ArchiveReport(IReadOnlyList<string> Findings, long Files, long Bytes, int Tables, long Rows)
{
    public bool Holds => Findings.Count == 0;
}

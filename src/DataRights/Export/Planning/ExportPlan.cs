namespace DataRights.Export.Planning;

/// <summary>What an export would hold, counted before it begins, and what it would come to: a rough estimate.</summary>
/// <param name="MapHash">Of the data map it was planned by.</param>
/// <param name="PlannedAt">When.</param>
/// <param name="Collections">In the order of the archive; those of which the person has nothing are among them, those that the kind of export leaves out are not.</param>
/// <param name="Estimate">Size and time.</param>
/// <param name="Findings">What could not be counted, as sentences for operators; nothing personal. The export would list the same as missing.</param>
public sealed record ExportPlan(
    string MapHash,
    DateTimeOffset PlannedAt,
    IReadOnlyList<PlannedExport> Collections,
    ExportEstimate Estimate,
    IReadOnlyList<string> Findings)
{
    public long Rows => Collections.Sum(c => c.Rows);

    public long Files => Collections.Sum(c => c.Files);
}

namespace DataRights.Sources;

/// <summary>
/// A row noted before the first effect, to be looked for again afterwards. Personal data: sealed at rest.
/// </summary>
/// <param name="Collection">Its collection.</param>
/// <param name="Rule">The index of the deletion rule that it falls under.</param>
/// <param name="Key">Its key.</param>
/// <param name="Referred">
/// The values by which other collections' owning references point at it, null left out: by column, or, where a reference
/// holds only under a condition on this row, under a name of the reference's own, and only when the condition is met.
/// </param>
public sealed record CapturedRow(string Collection, int Rule, Key Key, IReadOnlyDictionary<string, string> Referred)
{
    public override string ToString() => $"row of {Collection}";
}

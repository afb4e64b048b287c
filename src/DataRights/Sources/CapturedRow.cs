namespace DataRights.Sources;

/// <summary>
/// A row noted before the first effect, to be looked for again afterwards. Personal data: sealed at rest.
/// </summary>
/// <param name="Collection">Its collection.</param>
/// <param name="Rule">The index of the deletion rule that it falls under.</param>
/// <param name="Key">Its key.</param>
/// <param name="Referred">The values by which other collections' owning references point at it, by column (null left out).</param>
public sealed record CapturedRow(string Collection, int Rule, Key Key, IReadOnlyDictionary<string, string> Referred)
{
    public override string ToString() => $"row of {Collection}";
}

namespace DataRights.Sources;

/// <summary>
/// Some of a collection's rows as noted before the first effect, to be treated in this order and looked for again
/// afterwards. Personal data: sealed at rest.
/// </summary>
/// <param name="Collection">Their collection.</param>
/// <param name="Rows">How many.</param>
/// <param name="Content">Keys and what else the source needs of them, in a form that only the source that made it reads.</param>
public sealed record CapturedPage(string Collection, long Rows, ReadOnlyMemory<byte> Content)
{
    public override string ToString() => $"{Rows} rows of {Collection}";
}

namespace DataRights.Export.Screening;

/// <summary>
/// People as the values of some columns tell them apart: which values are the person's own, and of what kind they are among all
/// values that name people.
/// </summary>
/// <param name="own">The person's own values, folded where <paramref name="folds"/>.</param>
/// <param name="kind">Stands for the columns: the same for all that hold the same identifier.</param>
/// <param name="folds">Whether values are compared without regard to case, as addresses are.</param>
internal sealed class People(HashSet<string> own, ulong kind, bool folds)
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = own.GetAlternateLookup<ReadOnlySpan<char>>();
    private char[] folded = new char[64];

    public bool IsOwn(ReadOnlySpan<char> value) => lookup.Contains(Folded(value));

    public int NumberOf(ReadOnlySpan<char> value, Pseudonyms numbers) => numbers.NumberOf(kind, Folded(value));

    private ReadOnlySpan<char> Folded(ReadOnlySpan<char> value)
    {
        if (!folds)
        {
            return value;
        }

        if (folded.Length < value.Length)
        {
            folded = new char[value.Length * 2];
        }

        return folded.AsSpan(0, Math.Max(0, value.ToLowerInvariant(folded)));
    }
}

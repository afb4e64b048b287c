namespace DataRights.Deletion.Replay;

/// <summary>
/// By what a row of the root is known again. Personal data: sealed at rest; <see cref="ToString"/> shows nothing.
/// </summary>
/// <param name="Identifiers">Column to normalized value, of the identifiers that are no part of the root key; null left out.</param>
/// <param name="Moment">The earliest moment in the row with its column, most often when it was made; null when it has none.</param>
/// <param name="Digest">A hash of all columns that may be read, in base64.</param>
public sealed record RootRow(IReadOnlyDictionary<string, string> Identifiers, RowMoment? Moment, string Digest)
{
    public override string ToString() => "row of a root";
}

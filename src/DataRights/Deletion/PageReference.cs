using System.Globalization;

namespace DataRights.Deletion;

/// <summary>Says of a sealed page which collection it is of and which run wrote it; in a checkpoint as <c>collection@epoch</c>.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Epoch">The run's epoch; 0 for what an earlier version wrote.</param>
public sealed record PageReference(string Collection, long Epoch)
{
    public static PageReference Parse(string text) => text.Split('@') is [var collection, var epoch]
        ? new PageReference(collection, long.Parse(epoch, CultureInfo.InvariantCulture))
        : new PageReference(text, 0);

    public override string ToString() => FormattableString.Invariant($"{Collection}@{Epoch}");
}

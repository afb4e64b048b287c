namespace DataRights.Sources;

/// <summary>
/// A row's key values in canonical text: digits for whole numbers, lower-case hex for bytes, ISO 8601 for times.
/// Compared by value. <see cref="object.ToString"/> never shows the values.
/// </summary>
public sealed class Key(IReadOnlyList<string> values) : IEquatable<Key>
{
    public IReadOnlyList<string> Values { get; } = values;

    public static Key Of(params string[] values) => new(values);

    public bool Equals(Key? other) => other is not null && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Key);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in Values)
        {
            hash.Add(value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"key of {Values.Count}";
}

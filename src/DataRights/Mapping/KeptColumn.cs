namespace DataRights.Mapping;

/// <summary>A dimension that survives, at the given coarseness. Equal are two that publish the same values of the same column.</summary>
public sealed record KeptColumn(string Column, Generalization Level)
{
    /// <summary>What <see cref="Generalization.Route"/> and <see cref="Generalization.Only"/> publish for what they do not list, and <see cref="Generalization.Groups"/> too.</summary>
    public const string Other = "other";

    /// <summary>Edges of bands, rising; a band holds its lower edge and not its upper one.</summary>
    public IReadOnlyList<decimal> Edges { get; init; } = [];

    /// <summary>Route templates in order of precedence, or the values listed.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Names of groups with the values of each.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Bits of an IPv4 address that are kept.</summary>
    public int Bits4 { get; init; } = 24;

    /// <summary>Bits of an IPv6 address that are kept.</summary>
    public int Bits6 { get; init; } = 48;

    public bool Equals(KeptColumn? other) => other is not null && Spelling == other.Spelling;

    public override int GetHashCode() => Spelling.GetHashCode(StringComparison.Ordinal);

    /// <summary>All that decides what is published of the column.</summary>
    internal string Spelling => string.Join('\n',
    [
        Column, Level.ToString(), FormattableString.Invariant($"{Bits4} {Bits6}"),
        .. Edges.Select(e => e.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. Values,
        .. Groups.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}\r{string.Join('\r', g.Value)}"),
    ]);
}

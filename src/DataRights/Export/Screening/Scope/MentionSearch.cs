using System.Buffers;
using System.Text;
using DataRights.Mapping;
using DataRights.Searching;

namespace DataRights.Export.Screening.Scope;

/// <summary>
/// Looks for other people's identifiers in an archive's texts, all of them at once, and counts the rows by column. Columns that the map declares to be
/// about others are left out: what stands there is known. Reads <see cref="MostBytes"/> at most.
/// </summary>
internal sealed class MentionSearch
{
    /// <summary>Texts beyond it are not searched.</summary>
    public const long MostBytes = 1L << 30;

    private const int ShortestText = 5;

    private readonly Dictionary<string, long> found = new(StringComparer.Ordinal);
    private readonly HashSet<int> hits = [];
    private readonly Dictionary<string, List<SearchTerm>> terms = new(StringComparer.OrdinalIgnoreCase);
    private readonly SearchValues<string> needles;
    private readonly SearchValues<string> digits;
    private readonly bool onlyAddresses;
    private readonly bool hasDigits;
    private char[] text = new char[1024];
    private char[] stripped = new char[1024];
    private IReadOnlyList<string> fields = [];

    public MentionSearch(IReadOnlyList<SearchTerm> searched)
    {
        foreach (var term in searched.Where(t => t.Needle.Length > 0))
        {
            if (!terms.TryGetValue(term.Needle, out var list))
            {
                terms.Add(term.Needle, list = []);
            }

            list.Add(term);
        }

        needles = SearchValues.Create([.. terms.Where(t => t.Value.Exists(v => !v.IgnoresSeparators)).Select(t => t.Key)], StringComparison.OrdinalIgnoreCase);
        digits = SearchValues.Create([.. terms.Where(t => t.Value.Exists(v => v.IgnoresSeparators)).Select(t => t.Key)], StringComparison.OrdinalIgnoreCase);
        hasDigits = terms.Values.Any(t => t.Exists(v => v.IgnoresSeparators));
        onlyAddresses = terms.Count > 0 && terms.Keys.All(n => n.Contains('@', StringComparison.Ordinal));
    }

    /// <summary>How many identifiers are looked for.</summary>
    public int Terms => terms.Values.Sum(t => t.Count);

    /// <summary>Rows that hold one, by <c>collection.column</c>.</summary>
    public IReadOnlyDictionary<string, long> Found => found;

    /// <summary>Bytes that were searched.</summary>
    public long Searched { get; private set; }

    /// <summary>Whether texts were left out because there are too many.</summary>
    public bool IsPartial { get; private set; }

    public static bool Covers(Collection collection, string column) =>
        collection.Columns.FirstOrDefault(c => c.Name == column) is not { Names: not null } and not { About: not ColumnAbout.Row };

    public void StartFile(IReadOnlyList<string> names) => fields = names;

    public void StartRow() => hits.Clear();

    public void Look(int field, ReadOnlySpan<byte> value)
    {
        if (value.Length < ShortestText || (onlyAddresses && !value.Contains((byte)'@')))
        {
            return;
        }

        if (Searched >= MostBytes)
        {
            IsPartial = true;
            return;
        }

        Searched += value.Length;
        if (text.Length < value.Length)
        {
            text = new char[value.Length * 2];
        }

        var chars = text.AsSpan(0, Encoding.UTF8.GetChars(value, text));
        if (IsIn(chars, chars, needles) || (hasDigits && IsInDigits(chars)))
        {
            hits.Add(field);
        }
    }

    public void EndRow(Collection collection)
    {
        foreach (var field in hits)
        {
            var name = $"{collection.Name}.{fields[field]}";
            found[name] = found.GetValueOrDefault(name) + 1;
        }
    }

    private bool IsInDigits(ReadOnlySpan<char> chars)
    {
        if (stripped.Length < chars.Length)
        {
            stripped = new char[chars.Length * 2];
        }

        var length = 0;
        foreach (var c in chars)
        {
            if (!SearchTerm.Separators.Contains(c, StringComparison.Ordinal))
            {
                stripped[length++] = c;
            }
        }

        return IsIn(stripped.AsSpan(0, length), chars, digits);
    }

    private bool IsIn(ReadOnlySpan<char> searched, ReadOnlySpan<char> whole, SearchValues<string> values)
    {
        string? plain = null;
        for (var at = searched.IndexOfAny(values); at >= 0; searched = searched[(at + 1)..], at = searched.IndexOfAny(values))
        {
            plain ??= whole.ToString();
            foreach (var (needle, known) in terms)
            {
                if (searched[at..].StartsWith(needle, StringComparison.OrdinalIgnoreCase) && known.Exists(t => t.IsIn(plain)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}

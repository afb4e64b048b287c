using System.Text.RegularExpressions;

namespace DataRights.Ledger;

/// <summary>
/// Keeps free text, and with it most of what is personal, out of the ledger: codes, numbers, hashes, dates and map
/// names have no blanks, no quotes, no <c>@</c> and nothing beyond ASCII. An error names the place, never the value.
/// </summary>
internal static partial class LedgerGuard
{
    private const int MaxFacts = 200;

    public static bool IsReference(string reference) => ReferencePattern().IsMatch(reference) && reference != AnchorRecord.DayClosed;

    public static void CheckReference(string reference)
    {
        if (!IsReference(reference))
        {
            throw new ArgumentException("A ledger reference has 1 to 80 ASCII letters, digits, '-' and '_'.", nameof(reference));
        }
    }

    public static void CheckEntry(string key, string code, IReadOnlyDictionary<string, string> facts)
    {
        if (!WordPattern().IsMatch(key))
        {
            throw new ArgumentException("A ledger key has 1 to 120 ASCII letters, digits and '._:/-', the first a letter or digit.", nameof(key));
        }

        if (!CodePattern().IsMatch(code))
        {
            throw new ArgumentException("A ledger code has 1 to 60 lower-case ASCII letters, digits and '.-'.", nameof(code));
        }

        if (facts.Count > MaxFacts)
        {
            throw new ArgumentException($"A ledger entry has at most {MaxFacts} facts.", nameof(facts));
        }

        if (!facts.Keys.All(name => WordPattern().IsMatch(name)))
        {
            throw new ArgumentException("A fact's name has 1 to 120 ASCII letters, digits and '._:/-', the first a letter or digit.", nameof(facts));
        }

        if (facts.FirstOrDefault(fact => !ValuePattern().IsMatch(fact.Value)) is { Key: { } wrong })
        {
            throw new ArgumentException(
                $"The fact '{wrong}' is not a code, number, hash, date or map name: 1 to 200 ASCII letters, digits and '._:,+/=-'. Free text does not belong in the ledger.",
                nameof(facts));
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,80}\z")]
    private static partial Regex ReferencePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:/-]{0,119}\z")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"\A[a-z0-9.-]{1,60}\z")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9._:,+/=-]{1,200}\z")]
    private static partial Regex ValuePattern();
}

using System.Globalization;
using System.Text;
using DataRights.Storage;

namespace DataRights.Ledger;

/// <summary>
/// The head of a day's chain as a witness holds it: object <c>heads/{day}/{sequence}-{hash}.json</c>. Its name says all, so
/// that a listing is enough to check a chain by; the content says it again for people.
/// </summary>
internal sealed record PublishedHead(string Day, int Sequence, string Hash)
{
    private const string Extension = ".json";
    private const int Digits = 10;
    private const int HashLength = 64;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{FolderOf(Day)}{Sequence:D10}-{Hash}{Extension}");

    public static string FolderOf(string day) => $"{ObjectNames.Heads}{day}/";

    /// <summary>The head that an object is named by; null when it is not named like one.</summary>
    public static PublishedHead? Of(string name)
    {
        var parts = name[ObjectNames.Heads.Length..].Split('/');
        return parts.Length == 2
            && LedgerObjects.IsDay(parts[0])
            && parts[1].Length == Digits + 1 + HashLength + Extension.Length
            && parts[1][Digits] == '-'
            && parts[1].EndsWith(Extension, StringComparison.Ordinal)
            && int.TryParse(parts[1].AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
                ? new(parts[0], sequence, parts[1].Substring(Digits + 1, HashLength))
                : null;
    }

    public byte[] ToBytes(DateTimeOffset at) => Encoding.UTF8.GetBytes(CanonicalJson.Object(json =>
    {
        json.Member("day", Day);
        json.Member("sequence", Sequence);
        json.Member("hash", Hash);
        json.Member("publishedAt", CanonicalJson.Time(at));
    }) + "\n");
}

using Newtonsoft.Json.Linq;

namespace DataRights.Ledger;

/// <summary>The lines of a request's chain.</summary>
internal sealed class EntryFormat : ILinkFormat<LedgerEntry>
{
    public static EntryFormat Instance { get; } = new();

    /// <summary>The entry with its hash.</summary>
    public static LedgerEntry Seal(LedgerEntry entry) => entry with { Hash = CanonicalJson.Hash(Instance.Text(entry)) };

    public string Text(LedgerEntry link) => CanonicalJson.Object(json =>
    {
        json.Member("sequence", link.Sequence);
        json.Member("at", CanonicalJson.Time(link.At));
        json.Member("reference", link.Reference);
        json.Member("key", link.Key);
        json.Member("code", link.Code);
        json.WritePropertyName("facts");
        json.WriteStartObject();
        foreach (var (name, value) in link.Facts.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            json.Member(name, value);
        }

        json.WriteEndObject();
        json.Member("previous", link.Previous);
    });

    public LedgerEntry Parse(JObject json) => new(
        (int)json["sequence"]!,
        CanonicalJson.Time((string)json["at"]!),
        (string)json["reference"]!,
        (string)json["key"]!,
        (string)json["code"]!,
        ((JObject)json["facts"]!).Properties().ToDictionary(p => p.Name, p => (string)p.Value!, StringComparer.Ordinal),
        (string)json["previous"]!,
        (string)json["hash"]!);
}

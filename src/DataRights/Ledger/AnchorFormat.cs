using Newtonsoft.Json.Linq;

namespace DataRights.Ledger;

/// <summary>The lines of a day's chain.</summary>
internal sealed class AnchorFormat : ILinkFormat<AnchorRecord>
{
    public static AnchorFormat Instance { get; } = new();

    /// <summary>The anchor with its hash.</summary>
    public static AnchorRecord Seal(AnchorRecord anchor) => anchor with { Hash = CanonicalJson.Hash(Instance.Text(anchor)) };

    public string Text(AnchorRecord link) => CanonicalJson.Object(json =>
    {
        json.Member("sequence", link.Sequence);
        json.Member("at", CanonicalJson.Time(link.At));
        json.Member("reference", link.Reference);
        json.Member("headSequence", link.HeadSequence);
        json.Member("headHash", link.HeadHash);
        json.Member("previous", link.Previous);
    });

    public AnchorRecord Parse(JObject json) => new(
        (int)json["sequence"]!,
        CanonicalJson.Time((string)json["at"]!),
        (string)json["reference"]!,
        (int)json["headSequence"]!,
        (string)json["headHash"]!,
        (string)json["previous"]!,
        (string)json["hash"]!);
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;

namespace DataRights.Ledger;

/// <summary>
/// The bytes of a link: one JSON object without blanks, members in a fixed order, times in UTC with seven decimals, and
/// last its hash, which is SHA-256 over the same object without the <c>hash</c> member. The ledger's values need no
/// escapes, so anybody can recompute it with <c>sed</c> and <c>sha256sum</c>.
/// </summary>
internal static class CanonicalJson
{
    public const int Schema = 1;
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    public static readonly string Genesis = new('0', 64);

    /// <summary>The object's text without a hash, from what writes its members.</summary>
    public static string Object(Action<JsonTextWriter> members)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var json = new JsonTextWriter(text) { Formatting = Formatting.None };
        json.WriteStartObject();
        json.WritePropertyName("schema");
        json.WriteValue(Schema);
        members(json);
        json.WriteEndObject();
        json.Flush();
        return text.ToString();
    }

    public static string Hash(string withoutHash) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(withoutHash)));

    public static byte[] Line(string withoutHash, string hash) => Encoding.UTF8.GetBytes($"{withoutHash[..^1]},\"hash\":\"{hash}\"}}\n");

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static void Member(this JsonTextWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteValue(value);
    }

    public static void Member(this JsonTextWriter json, string name, int value)
    {
        json.WritePropertyName(name);
        json.WriteValue(value);
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Subjects;

/// <summary>The contents of a key file: for each purpose the keys by version and which of them new work uses.</summary>
internal sealed class KeyFile
{
    private const string FormatName = "data-rights-keys";
    private const int FormatVersion = 1;
    private const int KeyBytes = 32;

    private readonly SortedDictionary<string, Purpose> _purposes = new(StringComparer.Ordinal);

    public static KeyFile New(IEnumerable<string> purposes)
    {
        var file = new KeyFile();
        foreach (var purpose in purposes)
        {
            file.Rotate(purpose);
        }

        return file;
    }

    /// <summary>Reads the text. Raises a <see cref="FormatException"/> that says what is wrong, and where.</summary>
    public static KeyFile Parse(string text)
    {
        try
        {
            var root = JObject.Parse(text, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
            if ((string?)root["format"] != FormatName || (int?)root["version"] != FormatVersion)
            {
                throw new FormatException($"it is not of format {FormatName}, version {FormatVersion}");
            }

            var file = new KeyFile();
            foreach (var property in ((JObject)root["purposes"]!).Properties())
            {
                file._purposes[property.Name] = ParsePurpose(property.Name, (JObject)property.Value);
            }

            return file;
        }
        catch (Exception e) when (e is JsonException or InvalidCastException or NullReferenceException or ArgumentException or OverflowException)
        {
            // The reader's own message may quote the text, and with it keys.
            throw new FormatException("it is not the JSON of a key file");
        }
    }

    public int? Current(string purpose) => _purposes.TryGetValue(purpose, out var found) ? found.Current : null;

    public byte[]? Key(string purpose, int version) =>
        _purposes.TryGetValue(purpose, out var found) && found.Keys.TryGetValue(version, out var key) ? key : null;

    /// <summary>Adds a new random key for the purpose and makes it the current one.</summary>
    public int Rotate(string purpose)
    {
        var keys = _purposes.TryGetValue(purpose, out var found) ? found.Keys : [];
        var version = keys.Keys.DefaultIfEmpty(0).Max() + 1;
        keys[version] = RandomNumberGenerator.GetBytes(KeyBytes);
        _purposes[purpose] = new Purpose(version, keys);
        return version;
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(new JObject
    {
        ["format"] = FormatName,
        ["version"] = FormatVersion,
        ["purposes"] = new JObject(_purposes.Select(p => new JProperty(p.Key, new JObject
        {
            ["current"] = p.Value.Current,
            ["keys"] = new JObject(p.Value.Keys.Select(k => new JProperty(Text(k.Key), Convert.ToBase64String(k.Value)))),
        }))),
    }.ToString(Formatting.Indented) + "\n");

    private static Purpose ParsePurpose(string name, JObject json)
    {
        var keys = new SortedDictionary<int, byte[]>();
        foreach (var property in ((JObject)json["keys"]!).Properties())
        {
            var key = new byte[KeyBytes];
            if (!int.TryParse(property.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1
                || !Convert.TryFromBase64String((string)property.Value!, key, out var length) || length != KeyBytes)
            {
                throw new FormatException($"a key of purpose '{name}' is not {KeyBytes} bytes in base64 under a version number");
            }

            keys[version] = key;
        }

        var current = (int)json["current"]!;
        return keys.ContainsKey(current) ? new Purpose(current, keys) : throw new FormatException($"the current key of purpose '{name}' is missing");
    }

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);

    private sealed record Purpose(int Current, SortedDictionary<int, byte[]> Keys);
}

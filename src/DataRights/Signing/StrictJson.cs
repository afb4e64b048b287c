using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Signing;

/// <summary>Reads JSON that came from outside: one object, each member once, dates left as they are written, nothing after it.</summary>
internal static class StrictJson
{
    private const int Deepest = 24;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonLoadSettings Settings = new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error, CommentHandling = CommentHandling.Load };

    /// <summary>The object, or null when the bytes are none.</summary>
    public static JObject? Object(ReadOnlySpan<byte> utf8)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(Utf8.GetString(utf8))) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal, MaxDepth = Deepest };
            var read = JObject.Load(reader, Settings);
            return !reader.Read() && !read.DescendantsAndSelf().Any(t => t.Type is JTokenType.Comment or JTokenType.Undefined or JTokenType.Constructor) ? read : null;
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or OverflowException)
        {
            return null;
        }
    }
}

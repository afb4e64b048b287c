using System.Text.Json;

namespace DataRights.Export.Rows;

/// <summary>Tells JSON from other text, however deep it is.</summary>
internal static class JsonText
{
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

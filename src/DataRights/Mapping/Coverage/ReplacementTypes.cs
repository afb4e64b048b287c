using System.Globalization;
using System.Net;
using System.Numerics;
using DataRights.Sources;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Mapping.Coverage;

/// <summary>
/// Whether a column's type takes a replacement. Says no only where the database would; a type it does not know is given the
/// benefit of the doubt.
/// </summary>
internal static class ReplacementTypes
{
    private static readonly HashSet<string> Booleans = new(StringComparer.OrdinalIgnoreCase) { "true", "false", "t", "f", "yes", "no", "y", "n", "on", "off", "1", "0" };

    public static bool Fits(ColumnAnonymizer anonymizer, ColumnSchema column, bool sqlite) => anonymizer.Kind switch
    {
        AnonymizerKind.Constant => Takes(anonymizer.Argument!, column),
        AnonymizerKind.Unique => column.Kind == ValueKind.Text || (sqlite && column.Kind is ValueKind.Bytes or ValueKind.Other),
        AnonymizerKind.TruncateIp => column.Kind == ValueKind.Text || column.NativeType is "inet" or "cidr" || (sqlite && column.Kind is ValueKind.Bytes or ValueKind.Other),
        _ => true,
    };

    private static bool Takes(string text, ColumnSchema column) => column.Kind switch
    {
        ValueKind.Integer => BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && InRange(whole, column.NativeType),
        ValueKind.Number => text == "NaN" || decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        ValueKind.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        ValueKind.Boolean => Booleans.Contains(text),
        ValueKind.Date or ValueKind.Timestamp or ValueKind.LocalTimestamp => text is "infinity" or "-infinity" or "epoch" || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        ValueKind.Uuid => Guid.TryParse(text, out _),
        ValueKind.Json => IsJson(text),
        ValueKind.Array => text.StartsWith('{') && text.EndsWith('}'),
        _ => column.NativeType != "inet" || IPAddress.TryParse(text.Split('/')[0], out _),
    };

    private static bool InRange(BigInteger value, string type) => type switch
    {
        "smallint" => value >= short.MinValue && value <= short.MaxValue,
        "integer" => value >= int.MinValue && value <= int.MaxValue,
        _ => value >= long.MinValue && value <= long.MaxValue,
    };

    private static bool IsJson(string text)
    {
        try
        {
            JToken.Parse(text);
            return true;
        }
        catch (JsonReaderException)
        {
            return false;
        }
    }
}

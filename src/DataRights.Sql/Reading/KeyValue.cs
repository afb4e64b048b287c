using System.Globalization;
using DataRights.Sources;

namespace DataRights.Sql.Reading;

/// <summary>Takes one value of a key as text that says of what type it is: <c>i:</c> a whole number, <c>n:</c> another one, <c>t:</c> a text. Nothing else is taken.</summary>
internal sealed class KeyValue : IValueWriter
{
    public const string Whole = "i:";
    public const string Decimal = "n:";
    public const string Letters = "t:";

    private string? value;

    /// <summary>The value, once; null where it is of another type, or a text that may not have been read as it is stored.</summary>
    public string? Take()
    {
        var taken = value;
        value = null;
        return taken;
    }

    public void Integer(long number) => value = Whole + number.ToString(CultureInfo.InvariantCulture);

    public void Number(ReadOnlySpan<char> digits) => value = string.Concat(Decimal, digits);

    public void Text(ReadOnlySpan<char> text) => value = text.Contains('\uFFFD') || text.Contains('\0') ? null : string.Concat(Letters, text);

    // Infinity and years before Christ have forms of their own.
    public void Canonical(ReadOnlySpan<char> text) => value = text.Contains('\uFFFD') || text.StartsWith("-") || text.Contains("inf", StringComparison.OrdinalIgnoreCase) || text.EndsWith("BC") ? null : string.Concat(Letters, text);

    public void Null() => value = null;

    public void Boolean(bool truth) => value = null;

    public void Double(double number) => value = null;

    public void Bytes(ReadOnlySpan<byte> bytes) => value = null;

    public void Json(ReadOnlySpan<char> json) => value = null;

    public void StartArray() => value = null;

    public void EndArray() => value = null;
}

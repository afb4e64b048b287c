using System.Globalization;
using System.Text;
using DataRights.Sources;

namespace DataRights.Sql.Tests.Reading;

/// <summary>Writes down what it is handed, with the type.</summary>
internal sealed class RecordingWriter : IValueWriter
{
    private readonly StringBuilder text = new();

    public string Take()
    {
        var taken = text.ToString().Trim();
        text.Clear();
        return taken;
    }

    public void Null() => Add("null");

    public void Boolean(bool value) => Add(value ? "bool:true" : "bool:false");

    public void Integer(long value) => Add(FormattableString.Invariant($"int:{value}"));

    public void Number(ReadOnlySpan<char> digits) => Add($"num:{digits}");

    public void Double(double value) => Add($"dbl:{value.ToString("R", CultureInfo.InvariantCulture)}");

    public void Text(ReadOnlySpan<char> value) => Add($"txt:{value}");

    public void Canonical(ReadOnlySpan<char> value) => Add($"can:{value}");

    public void Bytes(ReadOnlySpan<byte> value) => Add($"hex:{Convert.ToHexStringLower(value)}");

    public void Json(ReadOnlySpan<char> value) => Add($"json:{value}");

    public void StartArray() => Add("[");

    public void EndArray() => Add("]");

    private void Add(string value) => text.Append(value).Append(' ');
}

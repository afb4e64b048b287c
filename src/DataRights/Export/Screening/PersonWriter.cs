using System.Text;
using System.Text.Json;
using DataRights.Export.Rows;
using DataRights.Sources;

namespace DataRights.Export.Screening;

/// <summary>Writes values that name people: the person's own as they are, others by number; a list value by value. All of them are texts then.</summary>
internal sealed class PersonWriter(Pseudonyms numbers) : IValueWriter
{
    private readonly CapturedValue captured = new();
    private JsonValueWriter values = null!;
    private People people = null!;
    private long others;
    private long withheld;

    /// <summary>Writes the reader's value in that column; tells how many other people it names, and how many values were withheld.</summary>
    public (long Others, long Withheld) Write(IRowReader reader, int ordinal, People named, JsonValueWriter to)
    {
        (values, people, others, withheld) = (to, named, 0, 0);
        reader.Write(ordinal, this);
        return (others, withheld);
    }

    public void Null() => values.Null();

    public void Boolean(bool value) => Name(w => w.Boolean(value));

    public void Integer(long value)
    {
        captured.Clear();
        captured.Integer(value);
        Name(captured.Text);
    }

    public void Number(ReadOnlySpan<char> digits) => Name(digits);

    public void Double(double value) => Name(w => w.Double(value));

    public void Text(ReadOnlySpan<char> value) => Name(value);

    public void Canonical(ReadOnlySpan<char> value) => Name(value);

    public void Bytes(ReadOnlySpan<byte> value) => Name(Convert.ToHexStringLower(value));

    /// <summary>A value of JSON, or a list of them. What is built otherwise could hold anything, and is withheld.</summary>
    public void Json(ReadOnlySpan<char> value)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(value.ToString()));
        if (!IsFlat(reader))
        {
            withheld++;
            values.Withheld();
            return;
        }

        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    values.StartArray();
                    break;
                case JsonTokenType.EndArray:
                    values.EndArray();
                    break;
                case JsonTokenType.Null:
                    values.Null();
                    break;
                case JsonTokenType.String:
                    Name(reader.GetString());
                    break;
                default:
                    Name(Encoding.UTF8.GetString(reader.ValueSpan));
                    break;
            }
        }
    }

    public void StartArray() => values.StartArray();

    public void EndArray() => values.EndArray();

    private static bool IsFlat(Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject || reader.CurrentDepth > 1)
            {
                return false;
            }
        }

        return true;
    }

    private void Name(Action<CapturedValue> write)
    {
        captured.Clear();
        write(captured);
        Name(captured.Text);
    }

    private void Name(ReadOnlySpan<char> value)
    {
        if (people.IsOwn(value))
        {
            values.Text(value);
            return;
        }

        others++;
        values.Person(people.NumberOf(value, numbers));
    }
}

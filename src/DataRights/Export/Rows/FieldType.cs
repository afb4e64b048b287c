using DataRights.Export.Contents;
using DataRights.Sources;

namespace DataRights.Export.Rows;

/// <summary>A field's type and format in the words of Table Schema, with a note for the reader where the JSON needs one.</summary>
internal sealed record FieldType(string Type, string? Format, string? Note)
{
    private const string Digits = "Whole numbers beyond 9007199254740991 either way are written as strings, so that no reader rounds them.";
    private const string Decimals = "Exact decimals are written as strings of digits, so that no reader rounds them; NaN, INF and -INF are strings.";

    private const string People =
        "Other people stand as “another person 1, 2, …”: the same number is the same person everywhere in this archive. Your own value stands as it is, as text.";

    private const string Mixed = "The column holds values of several types.";

    /// <summary>
    /// What the column declares, if every value met fits; otherwise the narrowest type that holds what was met. SQLite
    /// columns may hold anything, and a schema must not promise more than the data keeps.
    /// </summary>
    public static FieldType Of(ValueKind declared, SeenValues seen, PlannedColumn column, bool csv)
    {
        if (column.NamesPeople)
        {
            return (seen & SeenValues.Array) == 0 ? new("string", null, People) : (seen & ~SeenValues.Array) == 0 ? new("array", null, People) : new("any", null, People);
        }

        if (column.Masked)
        {
            return new((seen & SeenValues.Array) == 0 ? "string" : "array", null, "Shown by its last characters only.");
        }

        var (type, allowed) = Declared(declared);
        var met = (seen & ~allowed) == 0 ? type : Narrowest(seen);
        return csv ? met.InCsv() : met;
    }

    private static (FieldType Type, SeenValues Allowed) Declared(ValueKind kind) => kind switch
    {
        ValueKind.Integer => (Integer, SeenValues.Integer),
        ValueKind.Number or ValueKind.Double => (Number, SeenValues.Integer | SeenValues.Number),
        ValueKind.Boolean => (new("boolean", null, null), SeenValues.Boolean),
        ValueKind.Date => (new("date", "any", null), SeenValues.Canonical),
        ValueKind.Time => (new("time", "any", null), SeenValues.Canonical),
        ValueKind.LocalTimestamp => (new("datetime", "any", "A local time, without a zone."), SeenValues.Canonical),
        ValueKind.Timestamp => (new("datetime", "any", null), SeenValues.Canonical),
        ValueKind.Duration => (new("duration", null, null), SeenValues.Canonical),
        ValueKind.Uuid => (new("string", "uuid", null), SeenValues.Canonical),
        ValueKind.Bytes => (Binary, SeenValues.Bytes),
        ValueKind.Json => (new("any", null, "JSON, as it was stored."), SeenValues.Json),
        ValueKind.Array => (new("array", null, null), SeenValues.Array),
        _ => (Text, SeenValues.Text | SeenValues.Canonical),
    };

    private static FieldType Narrowest(SeenValues seen) => seen switch
    {
        SeenValues.Integer => Integer,
        SeenValues.Boolean => new("boolean", null, null),
        SeenValues.Bytes => Binary,
        SeenValues.Array => new("array", null, null),
        _ when (seen & ~(SeenValues.Text | SeenValues.Canonical)) == 0 => Text,
        _ when (seen & ~(SeenValues.Integer | SeenValues.Number)) == 0 => Number,
        _ => new("any", null, Mixed),
    };

    /// <summary>CSV has no types of its own: digits are digits, and what is nested stands as JSON text.</summary>
    private FieldType InCsv() => this with
    {
        Note = Type switch
        {
            "integer" => null,
            "number" => "NaN, INF and -INF are not numbers but stand for what they say.",
            "array" => "A JSON array, as text.",
            "any" when Note == Mixed => "The column holds values of several types, which CSV does not tell apart.",
            "any" => "JSON, as it was stored; a text that is no JSON is a JSON string.",
            _ => Note,
        },
    };

    private static FieldType Text { get; } = new("string", null, null);

    private static FieldType Binary { get; } = new("string", "binary", "Bytes in base64.");

    private static FieldType Integer { get; } = new("integer", null, Digits);

    private static FieldType Number { get; } = new("number", null, Decimals);
}

using System.Globalization;

namespace DataRights.Sql.Schema;

/// <summary>One row of a catalogue query.</summary>
internal sealed class SchemaRow(object?[] values)
{
    public bool IsNull(int ordinal) => values[ordinal] is null;

    public string Text(int ordinal) => Convert.ToString(values[ordinal], CultureInfo.InvariantCulture) ?? "";

    public long Number(int ordinal) => Convert.ToInt64(values[ordinal], CultureInfo.InvariantCulture);

    public IReadOnlyList<string> Texts(int ordinal) => (string[]?)values[ordinal] ?? [];
}

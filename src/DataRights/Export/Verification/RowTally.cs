using System.Text;

namespace DataRights.Export.Verification;

/// <summary>Counts a table's rows while they are read, and those whose fields are not the schema's, in its order.</summary>
internal sealed class RowTally(IEnumerable<string> fields)
{
    private readonly byte[][] names = [.. fields.Select(Encoding.UTF8.GetBytes)];
    private int at;
    private bool odd;

    public int Fields => names.Length;

    public long Rows { get; private set; }

    /// <summary>Rows that do not agree with the schema.</summary>
    public long Odd { get; private set; }

    public bool IsNext(ReadOnlySpan<byte> name) => at < names.Length && name.SequenceEqual(names[at]);

    /// <summary>Notes the row's next field.</summary>
    public void Field(bool agrees)
    {
        odd |= !agrees || at >= names.Length;
        at++;
    }

    public void EndRow()
    {
        Rows++;
        Odd += odd || at != names.Length ? 1 : 0;
        (at, odd) = (0, false);
    }

    /// <summary>Ends a line that is no row, such as a header; false when its fields are not the schema's.</summary>
    public bool EndHeader()
    {
        var agrees = !odd && at == names.Length;
        (at, odd) = (0, false);
        return agrees;
    }
}

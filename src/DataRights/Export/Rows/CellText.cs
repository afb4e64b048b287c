using System.Text;

namespace DataRights.Export.Rows;

/// <summary>Collects one cell's readable text, cut at a limit, for the table that people read.</summary>
internal sealed class CellText(int limit)
{
    public const string CutMark = " … (cut)";

    /// <summary>The whole cell where a value is withheld. It begins with what is no character, so that no value looks like it.</summary>
    public const string WithheldMark = "\uFFFFwithheld";

    private readonly StringBuilder text = new();
    private bool isWithheld;
    private bool cut;
    private bool isNull;
    private bool first = true;

    public void Null(int depth)
    {
        isNull = depth == 0;
        Append("null", depth);
    }

    public void Withheld(int depth)
    {
        isWithheld = depth == 0;
        Append("…", depth);
    }

    public void Append(ReadOnlySpan<char> value, int depth)
    {
        if (depth > 0 && !first)
        {
            Add(", ");
        }

        first = false;
        Add(value);
    }

    public void Open(int depth)
    {
        Append("[", depth);
        first = true;
    }

    public void Close()
    {
        Add("]");
        first = false;
    }

    /// <summary>The text, null for a null value; ready for the next cell afterwards.</summary>
    public string? Take()
    {
        var result = isNull ? null : isWithheld ? WithheldMark : cut ? text + CutMark : text.ToString();
        text.Clear();
        (cut, isNull, isWithheld, first) = (false, false, false, true);
        return result;
    }

    private void Add(ReadOnlySpan<char> value)
    {
        if (cut)
        {
            return;
        }

        var part = UnicodeText.Start(value, Math.Max(1, limit - text.Length));
        cut = part.Length < value.Length;
        text.Append(part);
    }
}

using System.Text;
using DataRights.Export.Rows;

namespace DataRights.Export.Screening.Scope;

/// <summary>A table as CSV (RFC 4180) in this system's dialect: a bare \N is no value, and formulas may be escaped.</summary>
internal sealed class CsvTable(IReadOnlyList<string> fields, IRowSink sink, bool unescapesFormulas) : TableText
{
    private readonly bool[] wanted = [.. fields.Select((_, i) => sink.Wants(i))];
    private readonly RowBuffer text = new();
    private bool headerSeen;

    protected override int Take(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        var taken = 0;
        while (taken < bytes.Length && TryReadRow(bytes[taken..]) is var length && length > 0)
        {
            taken += length;
        }

        return taken;
    }

    /// <summary>The row's length with its line end; 0 when the bytes end before the row does.</summary>
    private int TryReadRow(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        if (headerSeen)
        {
            sink.StartRow();
        }

        for (var field = 0; ; field++)
        {
            var end = EndOf(bytes, at);
            if (end < 0 || end + 1 >= bytes.Length)
            {
                return 0;
            }

            Field(field, bytes[at..end]);
            at = end + 1;
            if (bytes[end] == (byte)',')
            {
                continue;
            }

            if (bytes[end] != (byte)'\r' || bytes[end + 1] != (byte)'\n' || field + 1 != fields.Count)
            {
                throw new InvalidDataException();
            }

            if (headerSeen)
            {
                sink.EndRow();
            }

            headerSeen = true;
            return at + 1;
        }
    }

    /// <summary>Where the field ends that begins there; negative when that is not among the bytes.</summary>
    private static int EndOf(ReadOnlySpan<byte> bytes, int at)
    {
        if (at >= bytes.Length || bytes[at] != (byte)'"')
        {
            var bare = at >= bytes.Length ? -1 : bytes[at..].IndexOfAny((byte)',', (byte)'\r');
            return bare < 0 ? -1 : at + bare;
        }

        for (at++; ; at += 2)
        {
            var quote = bytes[at..].IndexOf((byte)'"');
            if (quote < 0 || at + quote + 1 >= bytes.Length)
            {
                return -1;
            }

            at += quote;
            if (bytes[at + 1] != (byte)'"')
            {
                return at + 1;
            }
        }
    }

    private void Field(int field, ReadOnlySpan<byte> raw)
    {
        if (field >= fields.Count)
        {
            throw new InvalidDataException();
        }

        if (!headerSeen)
        {
            if (!Value(raw, formulas: false).SequenceEqual(Encoding.UTF8.GetBytes(fields[field])))
            {
                throw new InvalidDataException();
            }
        }
        else if (wanted[field])
        {
            if (raw.SequenceEqual(CsvText.MissingBytes))
            {
                sink.Cell(field, CellKind.Null, []);
            }
            else
            {
                sink.Cell(field, CellKind.Scalar, Value(raw, unescapesFormulas));
            }
        }
    }

    private ReadOnlySpan<byte> Value(ReadOnlySpan<byte> raw, bool formulas)
    {
        text.Clear();
        if (raw is not [(byte)'"', ..])
        {
            text.Append(raw);
        }
        else
        {
            for (raw = raw[1..^1]; raw.Length > 0;)
            {
                var quote = raw.IndexOf((byte)'"');
                text.Append(quote < 0 ? raw : raw[..(quote + 1)]);
                raw = quote < 0 ? [] : raw[(quote + 2)..];
            }
        }

        var value = text.Written.Span;
        if (formulas && FormulaText.Next(value, 0, inJson: false) >= 0)
        {
            value = WithoutApostrophes(value);
        }

        return CsvText.IsMissingLike(value) ? value[1..] : value;
    }

    /// <summary>Takes away the apostrophe that stands before each place where a formula would begin.</summary>
    private ReadOnlySpan<byte> WithoutApostrophes(ReadOnlySpan<byte> value)
    {
        var start = text.Length;
        var done = 0;
        for (var at = FormulaText.Next(value, 0, inJson: false); at >= 0; at = FormulaText.Next(value, at + 1, inJson: false))
        {
            var keep = at > done && value[at - 1] == (byte)'\'' ? at - 1 : at;
            text.Append(value[done..keep]);
            done = at;
            value = text.Written.Span[..start];
        }

        text.Append(value[done..]);
        return text.Written.Span[start..];
    }
}

using System.Buffers;

namespace DataRights.Export.Verification;

/// <summary>
/// Reads CSV once, as strictly as RFC 4180 writes it: a header with the schema's fields, CRLF after every record, quotes closed
/// and doubled. Memory does not grow with the file.
/// </summary>
internal sealed class CsvRows(RowTally tally)
{
    private const byte Quote = (byte)'"';

    private static readonly SearchValues<byte> Ends = SearchValues.Create(",\r\n\""u8);

    private readonly ArrayBufferWriter<byte> name = new();
    private State state = State.Start;
    private bool header = true;

    private enum State
    {
        Start,
        Bare,
        Quoted,
        QuoteSeen,
        ReturnSeen,
        RecordStart,
    }

    /// <exception cref="InvalidDataException">It is not such CSV.</exception>
    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            Read(buffer.AsSpan(0, read));
        }

        if (state != State.RecordStart)
        {
            throw new InvalidDataException();
        }
    }

    private void Read(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[Step(bytes)..];
        }
    }

    /// <summary>Takes what belongs together; returns its length.</summary>
    private int Step(ReadOnlySpan<byte> bytes)
    {
        switch (state, bytes[0])
        {
            case (State.Quoted, Quote):
                state = State.QuoteSeen;
                return 1;
            case (State.Quoted, _):
                return Take(bytes, bytes.IndexOf(Quote));
            case (State.QuoteSeen, Quote):
                state = State.Quoted;
                return Take(bytes, 1);
            case (State.Start or State.RecordStart, Quote):
                state = State.Quoted;
                return 1;
            case (State.ReturnSeen, (byte)'\n'):
                EndRecord();
                return 1;
            case (State.ReturnSeen, _) or (_, Quote or (byte)'\n'):
                throw new InvalidDataException();
            case (_, (byte)','):
                EndField();
                state = State.Start;
                return 1;
            case (_, (byte)'\r'):
                EndField();
                state = State.ReturnSeen;
                return 1;
            case (State.QuoteSeen, _):
                throw new InvalidDataException();
            default:
                state = State.Bare;
                return Take(bytes, bytes.IndexOfAny(Ends));
        }
    }

    private int Take(ReadOnlySpan<byte> bytes, int length)
    {
        length = length < 0 ? bytes.Length : length;
        if (header)
        {
            name.Write(bytes[..length]);
        }

        return length;
    }

    private void EndField()
    {
        tally.Field(!header || tally.IsNext(name.WrittenSpan));
        name.ResetWrittenCount();
    }

    private void EndRecord()
    {
        state = State.RecordStart;
        if (!header)
        {
            tally.EndRow();
        }
        else if (!tally.EndHeader())
        {
            throw new InvalidDataException();
        }

        header = false;
    }
}

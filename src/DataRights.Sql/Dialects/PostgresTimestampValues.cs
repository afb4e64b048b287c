using System.Globalization;

namespace DataRights.Sql.Dialects;

/// <summary>
/// Spells a PostgreSQL timestamp in ISO 8601 from its binary form, microseconds since 2000-01-01, over the server's whole
/// range (4713 BC to 294276 AD). Infinities and years before Christ, which ISO 8601 has no word for, are spelt as the
/// server spells them.
/// </summary>
internal static class PostgresTimestampValues
{
    /// <summary>Room enough for every timestamp.</summary>
    public const int Longest = 40;

    private const long MicrosecondsADay = 86_400_000_000;

    // From the first of March in the year 0, when counting leap days is easiest, to 2000-01-01.
    private const long DaysToEpoch = 730_425;

    // The days of 400 years.
    private const long Era = 146_097;

    /// <summary>Writes the text and returns its length.</summary>
    public static int Format(long microseconds, bool zoned, Span<char> text)
    {
        if (microseconds is long.MaxValue or long.MinValue)
        {
            var word = microseconds > 0 ? "infinity" : "-infinity";
            word.CopyTo(text);
            return word.Length;
        }

        var (days, time) = (FloorDivide(microseconds, MicrosecondsADay, out var rest), rest);
        var (year, month, day) = Date(days);
        var beforeChrist = year <= 0;
        var at = 0;
        Put(beforeChrist ? 1 - year : year, 4, text, ref at);
        text[at++] = '-';
        Put(month, 2, text, ref at);
        text[at++] = '-';
        Put(day, 2, text, ref at);
        text[at++] = beforeChrist ? ' ' : 'T';
        Put(time / 3_600_000_000, 2, text, ref at);
        text[at++] = ':';
        Put(time / 60_000_000 % 60, 2, text, ref at);
        text[at++] = ':';
        Put(time / 1_000_000 % 60, 2, text, ref at);
        PutFraction(time % 1_000_000, text, ref at);
        var end = (beforeChrist, zoned) switch
        {
            (true, true) => "+00 BC",
            (true, false) => " BC",
            (false, true) => "Z",
            _ => "",
        };
        end.CopyTo(text[at..]);
        return at + end.Length;
    }

    private static (long Year, long Month, long Day) Date(long days)
    {
        var era = FloorDivide(days + DaysToEpoch, Era, out var dayOfEra);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        return ((era * 400) + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1);
    }

    private static long FloorDivide(long value, long by, out long rest)
    {
        var (quotient, remainder) = Math.DivRem(value, by);
        rest = remainder < 0 ? remainder + by : remainder;
        return remainder < 0 ? quotient - 1 : quotient;
    }

    private static void PutFraction(long microseconds, Span<char> text, ref int at)
    {
        if (microseconds > 0)
        {
            text[at++] = '.';
            Put(microseconds, 6, text, ref at);
            at = text[..at].TrimEnd('0').Length;
        }
    }

    private static void Put(long value, int digits, Span<char> text, ref int at)
    {
        value.TryFormat(text[at..], out var written, digits switch { 2 => "D2", 4 => "D4", _ => "D6" }, CultureInfo.InvariantCulture);
        at += written;
    }
}

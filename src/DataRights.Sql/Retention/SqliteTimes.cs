using DataRights.Mapping;

namespace DataRights.Sql.Retention;

/// <summary>Conditions on the texts that are times in SQLite.</summary>
internal static class SqliteTimes
{
    private const string DatePattern = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]";

    // What SQLite skips at a text's end.
    private const string Blanks = "' ' || char(9, 10, 11, 12, 13)";

    /// <summary>That the text is a time. Dates that the calendar lacks (31 February) would roll over into the next month; they are garbage here.</summary>
    public static string Dated(string column) =>
        $"(typeof({column}) = 'text' and ({column} glob '{DatePattern}' or {column} glob '{DatePattern}[T ][0-9][0-9]:[0-9][0-9]*') and date(substr({column}, 1, 10), '+0 days') is substr({column}, 1, 10) and unixepoch({column}) is not null and {column} >= '{RetentionDialect.TooEarly}' and {column} < '{RetentionDialect.TooLate}')";

    /// <summary>One expression for a date, one for a moment, and one for a reading without a zone, which SQLite's functions take for UTC; where that is what the rule means it is a moment.</summary>
    public static string Case(RetentionRule rule, string column, string date, string moment, string reading) =>
        $"case when length({column}) = 10 then {date}{(rule.Zoneless is null or "UTC" ? "" : $" when not {Zoned(column)} then {reading}")} else {moment} end";

    /// <summary>That the text of a time says its zone.</summary>
    public static string Zoned(string column) =>
        $"(rtrim({column}, {Blanks}) glob '*[Zz]' or rtrim({column}, {Blanks}) glob '*[-+][0-9][0-9]:[0-9][0-9]')";

    /// <summary>A reading as SQLite's functions take it.</summary>
    public static DateTimeOffset Utc(DateTime reading) => new(reading, TimeSpan.Zero);
}

namespace DataRights.Export.Pages.Languages;

/// <summary>
/// Every text of our own on the pages, in one language. Places for values are <c>{0}</c>, <c>{1}</c>, in an order of the language's own;
/// a text that is missing does not compile. What the data map says is shown in the map's language.
/// </summary>
internal sealed record PageTexts
{
    /// <summary>The language tag (BCP 47) of the pages.</summary>
    public required string Tag { get; init; }

    public required char DecimalPoint { get; init; }

    public required char GroupSeparator { get; init; }

    /// <summary>January to December.</summary>
    public required IReadOnlyList<string> Months { get; init; }

    /// <summary>Day, month, year.</summary>
    public required string Date { get; init; }

    /// <summary>For one year, and for several.</summary>
    public required IReadOnlyList<string> YearWords { get; init; }

    public required IReadOnlyList<string> MonthWords { get; init; }

    public required IReadOnlyList<string> DayWords { get; init; }

    public required IReadOnlyList<string> HourWords { get; init; }

    public required string Yes { get; init; }

    public required string No { get; init; }

    public required string None { get; init; }

    /// <summary>In place of a value that is other people's.</summary>
    public required string Withheld { get; init; }

    /// <summary>Somebody else, before the number.</summary>
    public required string AnotherPerson { get; init; }

    /// <summary>How many values a gap is about.</summary>
    public required string Values { get; init; }

    public required string Bytes { get; init; }

    /// <summary>Stands between a label and what it labels.</summary>
    public required string Colon { get; init; }

    public required OverviewTexts Overview { get; init; }

    public required TableTexts Table { get; init; }

    public required AboutTexts About { get; init; }

    /// <summary>Why something is missing, by its code.</summary>
    public required IReadOnlyDictionary<string, string> Gaps { get; init; }

    /// <summary>Why something is missing that only the comparison with the live schema knows.</summary>
    public required string NotInMap { get; init; }

    /// <summary>The legal bases that maps usually name, by their word there.</summary>
    public required IReadOnlyDictionary<string, string> Bases { get; init; }
}

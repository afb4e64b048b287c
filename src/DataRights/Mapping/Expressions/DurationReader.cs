namespace DataRights.Mapping.Expressions;

/// <summary>Reads an ISO 8601 duration of at most a hundred years, so that no date it is added to leaves the calendar.</summary>
internal static class DurationReader
{
    private const int MaximumYears = 100;

    public static IsoDuration Parse(string text, int position = 0)
    {
        if (!IsoDuration.TryParse(text, out var duration))
        {
            throw new ExpressionException("This is not an ISO 8601 duration of whole, unsigned parts.",
                "Write for instance P30D, P1M, P7Y or PT8H.", position);
        }

        var years = duration.Years + (duration.Months / 12.0) + (duration.Days / 365.0) + (duration.Time.TotalDays / 365.0);
        return years <= MaximumYears
            ? duration
            : throw new ExpressionException($"The duration is longer than {MaximumYears} years.", "Write a shorter one.", position);
    }
}

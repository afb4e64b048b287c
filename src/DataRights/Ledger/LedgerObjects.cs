using System.Globalization;
using DataRights.Storage;

namespace DataRights.Ledger;

/// <summary>Where the chains lie.</summary>
internal static class LedgerObjects
{
    private const string Extension = ".ndjson";
    private const string DayFormat = "yyyy-MM-dd";

    public static string Chain(string reference) => $"{ObjectNames.LedgerChains}{reference}{Extension}";

    public static string Day(string day) => $"{ObjectNames.LedgerDays}{day}{Extension}";

    /// <summary>The signed checkpoint under which the days up to that one were pruned.</summary>
    public static string Checkpoint(string through) => $"{ObjectNames.LedgerCheckpoints}{through}.json";

    /// <summary>The day that a checkpoint's object is named by; null when it is not named like one.</summary>
    public static string? ThroughOf(string name) =>
        name.EndsWith(".json", StringComparison.Ordinal) && name[ObjectNames.LedgerCheckpoints.Length..^".json".Length] is var day && IsDay(day) ? day : null;

    public static string DayOf(DateTimeOffset at) => at.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static string DayAfter(string day) =>
        DateOnly.ParseExact(day, DayFormat, CultureInfo.InvariantCulture).AddDays(1).ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>The reference that a chain's object is named by; null when it is not named like a chain.</summary>
    public static string? ReferenceOf(string name) =>
        Middle(name, ObjectNames.LedgerChains) is { } reference && LedgerGuard.IsReference(reference) ? reference : null;

    /// <summary>The day that a day chain's object is named by; null when it is not named like one.</summary>
    public static string? DayOf(string name) =>
        Middle(name, ObjectNames.LedgerDays) is { } day && IsDay(day) ? day : null;

    public static bool IsDay(string text) => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string? Middle(string name, string folder) =>
        name.EndsWith(Extension, StringComparison.Ordinal) ? name[folder.Length..^Extension.Length] : null;
}

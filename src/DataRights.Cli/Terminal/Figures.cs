using System.Globalization;

namespace DataRights.Cli.Terminal;

/// <summary>Shares and chances as people read them, the same in every culture.</summary>
internal static class Figures
{
    /// <summary>0.042 is <c>4.2 %</c>.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");

    /// <summary>0.1 is <c>1 in 10</c>; nothing is <c>none</c>. Never told as smaller than it is.</summary>
    public static string Chance(double chance) => chance <= 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"1 in {Math.Floor((1 / chance) + 1e-9):N0}");

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What may be said of published totals: <c>pseudonymous until 2026-04-05</c>.</summary>
    public static string Label(string label, DateTimeOffset? anonymousFrom, string? because) => label + (because, anonymousFrom) switch
    {
        ({ } why, _) => $": {why}",
        (_, { } from) => $"{(label == "anonymous" ? " since" : " until")} {Day(from)}",
        _ => "",
    };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

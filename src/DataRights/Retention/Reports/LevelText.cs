using System.Globalization;
using DataRights.Mapping;

namespace DataRights.Retention.Reports;

/// <summary>A kept column's level in a few words: the map's word, with what it was given.</summary>
public static class LevelText
{
    /// <summary>What is said of a column that is not kept.</summary>
    public const string Dropped = "drop";

    public static string Of(KeptColumn kept) => kept.Level switch
    {
        Generalization.TruncateIp => string.Create(CultureInfo.InvariantCulture, $"truncate-ip /{kept.Bits4} /{kept.Bits6}"),
        Generalization.Bands => string.Create(CultureInfo.InvariantCulture, $"bands ({kept.Edges.Count} edges)"),
        Generalization.Route => string.Create(CultureInfo.InvariantCulture, $"route ({kept.Values.Count} templates)"),
        Generalization.Only => string.Create(CultureInfo.InvariantCulture, $"only ({kept.Values.Count} values)"),
        Generalization.Groups => string.Create(CultureInfo.InvariantCulture, $"groups ({kept.Groups.Count})"),
        var level => Word(level),
    };

    private static string Word(Generalization level) => level switch
    {
        Generalization.AsIs => "as-is",
        Generalization.DeviceClass => "device-class",
        _ => level.ToString().ToLowerInvariant(),
    };
}

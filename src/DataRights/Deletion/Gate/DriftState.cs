using DataRights.Mapping.Coverage;

namespace DataRights.Deletion.Gate;

/// <summary>What the last daily comparison of a source came to. Holds codes and counts, no values.</summary>
internal sealed record DriftState
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The day it was made for (UTC).</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The map that was compared: another one is compared at once.</summary>
    public required string MapHash { get; init; }

    /// <summary>How many findings there were of each code.</summary>
    public required IReadOnlyDictionary<string, int> Findings { get; init; }

    public static DriftState Of(DateOnly day, string mapHash, IReadOnlyList<CoverageFinding> findings) => new()
    {
        Day = day,
        MapHash = mapHash,
        Findings = findings.CountBy(f => f.Code).ToDictionary(StringComparer.Ordinal),
    };
}

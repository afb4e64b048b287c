using System.Globalization;

namespace DataRights.Deletion.Steps;

/// <summary>Names of steps that may be done several times: the first has none but its own, the others their round.</summary>
internal static class StepNames
{
    public static string InRound(string name, int round) => round == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{round}");
}

using System.Text.Json;

namespace DataRights.Telemetry;

/// <summary>Values of dimensions as the API spells them: enum names in lower camel case.</summary>
internal static class Words
{
    /// <summary>In place of a code or outcome where there is none.</summary>
    public const string None = "none";

    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string Of(bool value) => value ? "true" : "false";
}

using System.Text.Json;

namespace DataRights.Export.Verification;

/// <summary>Tells what reading damaged bytes throws from a mistake of ours.</summary>
internal static class Damage
{
    public static bool Is(Exception e) => e is IOException or InvalidDataException or JsonException or FormatException
        or ArgumentException or NotSupportedException or OverflowException or IndexOutOfRangeException or UnauthorizedAccessException;
}

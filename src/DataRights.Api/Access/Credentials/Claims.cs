using System.Text.Json;

namespace DataRights.Api.Access.Credentials;

/// <summary>Reads single claims. What is not of its type counts as missing.</summary>
internal static class Claims
{
    private static readonly double LatestMoment = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static string? Text(this JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var claim) && claim.ValueKind == JsonValueKind.String ? claim.GetString() : null;

    /// <summary>A NumericDate (RFC 7519, section 2); fractions are cut off.</summary>
    public static DateTimeOffset? Moment(this JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var claim) && claim.ValueKind == JsonValueKind.Number
            && claim.TryGetDouble(out var seconds) && seconds >= 0 && seconds <= LatestMoment
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
}

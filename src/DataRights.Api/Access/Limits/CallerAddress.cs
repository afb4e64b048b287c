using System.Net;
using System.Net.Sockets;
using DataRights.Api.Access.Credentials;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Access.Limits;

/// <summary>Whence a call comes, as a hash. An IPv6 caller has a whole /64 and counts as one.</summary>
internal static class CallerAddress
{
    private const int NetworkBytes = 8;

    public static string KeyOf(HttpRequest request, string? header)
    {
        var address = (header is null ? null : Parse(request.Headers[header])) ?? request.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None;
        return CallerKey.Of("address", Network(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
    }

    /// <summary>The last entry is the one that the nearest proxy wrote; those before it are the caller's own word.</summary>
    private static IPAddress? Parse(IEnumerable<string?> values)
    {
        var last = values.LastOrDefault()?.Split(',')[^1].Trim() ?? "";
        return IPAddress.TryParse(last, out var address) ? address
            : IPEndPoint.TryParse(last, out var endPoint) ? endPoint.Address
            : null;
    }

    private static string Network(IPAddress address) => Convert.ToHexStringLower(
        address.AddressFamily == AddressFamily.InterNetworkV6 ? address.GetAddressBytes().AsSpan(0, NetworkBytes) : address.GetAddressBytes());
}

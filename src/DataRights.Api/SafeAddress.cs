namespace DataRights.Api;

/// <summary>Addresses that nobody on the way can read or answer for: https anywhere, http to this machine itself.</summary>
public static class SafeAddress
{
    public static bool IsSafe(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>The address, or null when the text is none or not a safe one.</summary>
    public static Uri? Read(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && IsSafe(address) ? address : null;
}

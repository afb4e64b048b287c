using DataRights.Api.Access.Settings;
using Microsoft.Extensions.Configuration;

namespace DataRights.Functions.Composition.Settings;

/// <summary>The section <c>Access</c>: who may call. docs/settings.md explains each setting.</summary>
internal static class AccessSettings
{
    private const string Audiences = "Audiences__";

    private static readonly AccessOptions Default = new();

    private static readonly string[] OfIssuer = ["Authority", "Issuer", Audiences + "0", "JwksUrl", "Jwks", "Pem"];

    /// <summary>The settings with their defaults; of an issuer's audiences the first.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        .. OfIssuer.Select(s => new Setting($"{AccessOptions.Section}__Service__{s}")),
        .. OfIssuer.Select(s => new Setting($"{AccessOptions.Section}__Subject__{s}")),
        Time(nameof(AccessOptions.LongestSubjectToken), Default.LongestSubjectToken),
        Time(nameof(AccessOptions.FreshSignIn), Default.FreshSignIn),
        Time(nameof(AccessOptions.ClockSkew), Default.ClockSkew),
        Time(nameof(AccessOptions.KeyLifetime), Default.KeyLifetime),
        Time(nameof(AccessOptions.KeyRefreshInterval), Default.KeyRefreshInterval),
        Limit(nameof(CallLimitOptions.ServicePerMinute), Default.Limits.ServicePerMinute),
        Limit(nameof(CallLimitOptions.SubjectPerMinute), Default.Limits.SubjectPerMinute),
        Limit(nameof(CallLimitOptions.AddressPerMinute), Default.Limits.AddressPerMinute),
        Limit(nameof(CallLimitOptions.FailuresPerMinute), Default.Limits.FailuresPerMinute),
        new Setting($"{AccessOptions.Section}__Limits__{nameof(CallLimitOptions.AddressHeader)}"),
    ];

    public static AccessOptions Read(IConfiguration configuration, SettingReader reader)
    {
        // Blank counts as not set, here as everywhere; a name that is none would otherwise have no effect in silence.
        var set = configuration.GetSection(AccessOptions.Section).AsEnumerable().Where(s => !string.IsNullOrWhiteSpace(s.Value)).ToList();
        foreach (var (key, _) in set.Where(s => !IsKnown(s.Key)))
        {
            reader.Add($"{key.Replace(":", "__", StringComparison.Ordinal)} is set, but there is no such setting; docs/settings.md lists those of the section {AccessOptions.Section}.");
        }

        try
        {
            var options = new ConfigurationBuilder().AddInMemoryCollection(set).Build().GetSection(AccessOptions.Section).Get<AccessOptions>() ?? Default;
            AccessOptionsCheck.Require(options);
            RefuseTakenHeader(options.Limits.AddressHeader, reader);
            return options;
        }
        catch (AccessOptionsException e)
        {
            foreach (var fault in e.Faults)
            {
                reader.Add(fault);
            }
        }
        catch (InvalidOperationException)
        {
            // The binder's own message quotes the value.
            reader.Add($"A setting of the section {AccessOptions.Section} is no time (hours:minutes:seconds) or no whole number where it must be one.");
        }

        return Default;
    }

    /// <summary>
    /// The worker takes the last entry of this header as the connection's address and off the header. What is left is the
    /// caller's own word: who changed it with every call would be under no limit.
    /// </summary>
    private static void RefuseTakenHeader(string? header, SettingReader reader)
    {
        if (string.Equals(header, "X-Forwarded-For", StringComparison.OrdinalIgnoreCase))
        {
            reader.Add($"{AccessOptions.Section}__Limits__{nameof(CallLimitOptions.AddressHeader)} must not be X-Forwarded-For: the Functions worker takes the caller's address from it by itself. Leave the setting blank, or name the header of a gateway that stands before the app.");
        }
    }

    private static bool IsKnown(string key)
    {
        var name = key.Replace(":", "__", StringComparison.Ordinal);
        var audiences = name.IndexOf(Audiences, StringComparison.OrdinalIgnoreCase);
        name = audiences < 0 ? name : name[..(audiences + Audiences.Length)] + "0";
        return All.Any(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    private static Setting Time(string name, TimeSpan value) => new($"{AccessOptions.Section}__{name}", value.ToString("c"));

    private static Setting Limit(string name, int value) => new($"{AccessOptions.Section}__Limits__{name}", FormattableString.Invariant($"{value}"));
}

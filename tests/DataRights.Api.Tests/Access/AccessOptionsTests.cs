using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using DataRights.Api.Access;
using DataRights.Api.Access.Settings;
using DataRights.Api.Tests.Fakes;
using DataRights.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Api.Tests.Access;

public sealed class AccessOptionsTests
{
    private static readonly IssuerOptions Good = TestAccess.Options.Service!;

    public static TheoryData<string, AccessOptions, string> Faults => new()
    {
        { "nobody", new(), "Access:Service and Access:Subject are both missing" },
        { "no source of keys", new() { Service = Good with { Jwks = null } }, "Set exactly one of Access:Service:Authority" },
        { "two sources", new() { Subject = Good with { Pem = TestAccess.SubjectKey.Pem } }, "Set exactly one of Access:Subject:Authority" },
        { "no issuer", new() { Subject = Good with { Issuer = null } }, "Access:Subject:Issuer is missing" },
        { "no audience", new() { Service = Good with { Audiences = [] } }, "Access:Service:Audiences is missing" },
        { "an empty audience", new() { Service = Good with { Audiences = ["a", " "] } }, "Access:Service:Audiences is in part empty" },
        { "http", new() { Service = new() { Authority = "http://login.example", Audiences = ["a"] } }, "Access:Service:Authority is not an https address" },
        { "no address", new() { Service = new() { Authority = "login.example", Audiences = ["a"] } }, "Access:Service:Authority is not an https address" },
        { "keys over http", new() { Subject = Good with { Jwks = null, JwksUrl = "http://shop.example/keys" } }, "Access:Subject:JwksUrl is not an https address" },
        { "every tenant", new() { Service = new() { Authority = "https://login.microsoftonline.com/common/v2.0", Audiences = ["a"] } }, "speaks for every tenant" },
        { "one issuer for both", new() { Service = Good, Subject = Good }, "could make operators" },
        { "one issuer but for a slash", new() { Service = new() { Authority = "https://a.example/", Audiences = ["a"] }, Subject = Good with { Issuer = "https://a.example" } }, "could make operators" },
        { "no key set", new() { Service = Good with { Jwks = "{}" } }, "Access:Service:Jwks" },
        { "no JSON", new() { Service = Good with { Jwks = "canary" } }, "Access:Service:Jwks" },
        { "a shared secret", new() { Service = Good with { Jwks = """{"keys":[{"kty":"oct","k":"Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5"}]}""" } }, "Access:Service:Jwks must hold public keys" },
        { "a private key", new() { Service = Good with { Jwks = null, Pem = RSA.Create(2048).ExportPkcs8PrivateKeyPem() } }, "Access:Service:Pem must be a public key" },
        { "a weak key", new() { Service = Good with { Jwks = null, Pem = RSA.Create(1024).ExportSubjectPublicKeyInfoPem() } }, "Access:Service:Pem must be an RSA key of 2048 bits" },
        { "no PEM", new() { Service = Good with { Jwks = null, Pem = "canary" } }, "Access:Service:Pem is not a public key" },
        { "long tokens", new() { Service = Good, LongestSubjectToken = TimeSpan.FromHours(2) }, "Access:LongestSubjectToken is 02:00:00" },
        { "no fresh sign-in", new() { Service = Good, FreshSignIn = TimeSpan.Zero }, "Access:FreshSignIn is 00:00:00" },
        { "much skew", new() { Service = Good, ClockSkew = TimeSpan.FromMinutes(6) }, "Access:ClockSkew is" },
        { "old keys", new() { Service = Good, KeyLifetime = TimeSpan.FromDays(2) }, "Access:KeyLifetime is" },
        { "busy refresh", new() { Service = Good, KeyRefreshInterval = TimeSpan.Zero }, "Access:KeyRefreshInterval is" },
        { "no call", new() { Service = Good, Limits = new() { SubjectPerMinute = 0 } }, "Access:Limits:SubjectPerMinute is 0; it must be from 1 to 1000000" },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void Settings_that_cannot_be_used_stop_the_start_with_their_name_and_the_remedy(string what, AccessOptions options, string says)
    {
        var refused = Assert.Throws<AccessOptionsException>(() => new ServiceCollection().AddDataRightsAccess(options));
        Assert.True(refused.Message.Contains(says, StringComparison.Ordinal), $"{what}: {refused.Message}");
        Assert.Single(refused.Faults);
        Assert.DoesNotContain("canary", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once() =>
        Assert.Equal(4, Assert.Throws<AccessOptionsException>(() => AccessOptionsCheck.Require(new() { Service = new(), ClockSkew = TimeSpan.FromDays(1) })).Faults.Count);

    [Theory]
    [InlineData("http://127.0.0.1:9")]
    [InlineData("http://localhost:9")]
    [InlineData("https://login.microsoftonline.com/2f4a9838-26b7-47ee-be60-ccc1fdec5953/v2.0")]
    public void An_authority_is_https_or_on_loopback(string authority) =>
        AccessOptionsCheck.Require(new() { Service = new() { Authority = authority, Audiences = ["a"] } });

    [Fact]
    public void A_host_without_a_policy_does_not_start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddDataRightsApi();
        using var app = builder.Build();
        Assert.Throws<InvalidOperationException>(() => app.MapDataRights());
    }

    [Fact]
    public void Settings_come_out_of_the_configuration_as_they_were_written()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Access:Service:Authority"] = "https://login.example/v2.0", ["Access:Service:Audiences:0"] = "a", ["Access:Service:Audiences:1"] = "b",
            ["Access:Subject:Issuer"] = "https://shop.example", ["Access:Subject:JwksUrl"] = "https://shop.example/keys", ["Access:Subject:Audiences:0"] = "c",
            ["Access:FreshSignIn"] = "00:05:00", ["Access:Limits:FailuresPerMinute"] = "7", ["Access:Limits:AddressHeader"] = "X-Forwarded-For",
        }).Build();
        var options = configuration.GetSection(AccessOptions.Section).Get<AccessOptions>()!;
        AccessOptionsCheck.Require(options);
        Assert.Equal(["a", "b"], options.Service!.Audiences);
        Assert.Equal(("https://login.example/v2.0", "https://shop.example/keys"), (options.Service.Authority, options.Subject!.JwksUrl));
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)), (options.FreshSignIn, options.LongestSubjectToken));
        Assert.Equal((7, 600, "X-Forwarded-For"), (options.Limits.FailuresPerMinute, options.Limits.ServicePerMinute, options.Limits.AddressHeader));
    }

    [Fact]
    public void The_documented_defaults_are_the_defaults()
    {
        var text = File.ReadAllText(RepositoryRoot.Combine("docs", "api-access.md"));
        var documented = Regex.Matches(text, @"^\| `Access:(?:Limits:)?(?<name>\w+)` \| `(?<value>[^`]+)` \|", RegexOptions.Multiline)
            .ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);
        var options = new AccessOptions();
        var real = typeof(AccessOptions).GetProperties().Select(p => (p.Name, Value: p.GetValue(options)))
            .Concat(typeof(CallLimitOptions).GetProperties().Select(p => (p.Name, Value: p.GetValue(options.Limits))))
            .Where(p => p.Value is TimeSpan or int)
            .ToDictionary(p => p.Name, p => Convert.ToString(p.Value, CultureInfo.InvariantCulture)!);
        Assert.Equal(real.OrderBy(p => p.Key), documented.OrderBy(p => p.Key));
    }
}

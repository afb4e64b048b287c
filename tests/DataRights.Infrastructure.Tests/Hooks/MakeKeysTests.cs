using Newtonsoft.Json.Linq;

namespace DataRights.Infrastructure.Tests.Hooks;

public sealed class MakeKeysTests
{
    private static readonly (string, string) Vault = ("AZURE_KEY_VAULT_ID", StubAz.Vault);
    private static readonly (string, string) Webhooks = ("DATA_RIGHTS_WEBHOOK_SECRET_NAME", "webhook-signing");
    private static readonly string[] First = ["data-rights-intake-1", "data-rights-sealing-1", "data-rights-subject-reference-1"];

    [Fact]
    public async Task The_first_run_makes_each_key_and_the_second_none()
    {
        using var az = Start();
        var first = await RunAsync(az, Vault);
        Assert.True(first.ExitCode == 0, first.Output);
        var made = az.Secrets;
        Assert.Equal(First, made.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(3, made.Values.Select(Value).Distinct().Count());
        Assert.All(made.Values, v => Assert.Equal(32, Convert.FromBase64String(Value(v)).Length));

        var second = await RunAsync(az, Vault);
        Assert.Equal(0, second.ExitCode);
        Assert.Equal(made, az.Secrets);
        Assert.Equal(3, az.Calls.Split("--method put").Length - 1);
    }

    [Fact]
    public async Task What_is_missing_of_a_half_made_set_is_made_and_the_rest_is_kept()
    {
        using var az = Start("data-rights-sealing-1");
        Assert.Equal(0, (await RunAsync(az, Vault)).ExitCode);
        Assert.Equal(First, az.Secrets.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("old", az.Secrets["data-rights-sealing-1"]);
    }

    [Fact]
    public async Task A_ring_whose_first_key_was_destroyed_after_a_rotation_gets_no_other()
    {
        using var az = Start("a", "b", "c", "data-rights-sealing-2", "data-rights-subject-reference-3", "data-rights-intake-7", "z");
        var (code, output) = await RunAsync(az, Vault);
        Assert.Equal(0, code);
        Assert.DoesNotContain(": made", output, StringComparison.Ordinal);
        Assert.DoesNotContain("--method put", az.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_made_when_it_cannot_be_seen_what_is_there()
    {
        using var az = Start();
        az.Refuse("list");
        var (code, output) = await RunAsync(az, Vault);
        Assert.Equal(1, code);
        Assert.Contains("none was made", output, StringComparison.Ordinal);
        Assert.Empty(az.Secrets);
    }

    [Fact]
    public async Task A_key_that_cannot_be_made_stops_the_run_and_the_next_run_goes_on()
    {
        using var az = Start();
        az.Refuse("data-rights-subject-reference-1");
        var (code, output) = await RunAsync(az, Vault);
        Assert.Equal(1, code);
        Assert.Contains("data-rights-subject-reference-1 could not be made", output, StringComparison.Ordinal);
        var before = az.Secrets;
        Assert.Equal(["data-rights-sealing-1"], before.Keys);

        az.Allow("data-rights-subject-reference-1");
        Assert.Equal(0, (await RunAsync(az, Vault)).ExitCode);
        Assert.Equal(First, az.Secrets.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(before.Values.Single(), az.Secrets["data-rights-sealing-1"]);
    }

    [Fact]
    public async Task Webhooks_get_a_secret_in_the_form_that_receivers_know_once()
    {
        using var az = Start();
        Assert.Equal(0, (await RunAsync(az, Vault, Webhooks)).ExitCode);
        var value = Value(az.Secrets["webhook-signing"]);
        Assert.StartsWith("whsec_", value, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(value["whsec_".Length..]).Length);
        Assert.Equal(0, (await RunAsync(az, Vault, Webhooks)).ExitCode);
        Assert.Equal(value, Value(az.Secrets["webhook-signing"]));
    }

    [Fact]
    public async Task A_value_is_never_shown_nor_on_a_command_line_and_its_file_is_the_users_alone()
    {
        using var az = Start();
        var (_, output) = await RunAsync(az, Vault, Webhooks);
        Assert.Equal(4, az.Secrets.Count);
        Assert.All(az.Secrets.Values, s => Assert.DoesNotContain(Value(s), output + az.Calls, StringComparison.Ordinal));
        Assert.All(az.Modes.Split('\n', StringSplitOptions.RemoveEmptyEntries), m => Assert.StartsWith("-rw-------", m, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_vault_it_says_what_to_do()
    {
        using var az = Start();
        var (code, output) = await RunAsync(az, ("AZURE_KEY_VAULT_ID", ""));
        Assert.Equal(1, code);
        Assert.Contains("azd provision", output, StringComparison.Ordinal);
        Assert.Empty(az.Calls);
    }

    private static string Value(string body) => (string)JObject.Parse(body).SelectToken("properties.value")!;

    private static StubAz Start(params ReadOnlySpan<string> secrets)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Hooks are run by sh.");
        return new(secrets);
    }

    private static Task<(int ExitCode, string Output)> RunAsync(StubAz az, params (string, string)[] variables) =>
        az.RunAsync("make-keys.sh", TestContext.Current.CancellationToken, variables);
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Cli.Tests.Hosts;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Access;

public sealed class TokenTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Data => directory.Combine("data");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_real_host_lets_in_whom_its_tokens_name_and_nobody_else()
    {
        await using var host = new ServedHost(Data, directory.Combine("log"));
        await host.WaitUntilHealthyAsync(Token);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "/api/requests", null));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "/api/requests", await File.ReadAllTextAsync(Path.Combine(Data, "tokens", "operator"), Token)));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "/api/requests", await MakeAsync("--role", "Read")));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(host, "/api/requests", await MakeAsync("--role", "Submit")));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(host, "/api/requests", await MakeAsync("--subject", "user_id=1")));

        using var answer = await host.Client.PostAsJsonAsync("/api/requests", new { kind = "deletion", identifiers = new { user_id = "1" } }, Token);
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        var (path, secret) = ($"/api/requests/{made.Id}", made.GetProperty("statusSecret").GetString());
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, path, secret));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(host, path, secret![..^1] + (secret[^1] == 'A' ? 'B' : 'A')));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, path, await MakeAsync("--subject", "user_id=1")));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(host, path, await MakeAsync("--subject", "user_id=2")));
        Assert.False((await host.GetJsonAsync(path, Token)).TryGetProperty("statusSecret", out _));

        // Asked for again, it is the same request, and nobody can tell its secret any more.
        using var again = await host.Client.PostAsJsonAsync("/api/requests", new { kind = "deletion", identifiers = new { user_id = "1" } }, Token);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.DoesNotContain("drs_", await again.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(0, await host.StopAsync(Token));
        Assert.DoesNotContain(Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories), f => File.ReadAllBytes(f).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(secret[4..])) >= 0);
    }

    [Fact]
    public async Task Key_and_token_files_are_their_owners_alone_and_those_of_people_are_not_written()
    {
        await MakeAsync("--role", "Submit", "--role", "Read");
        await MakeAsync("--subject", "user_id=1");
        Assert.Equal(["read-submit"], Directory.EnumerateFiles(Path.Combine(Data, "tokens")).Select(f => Path.GetFileName(f)));
        if (!OperatingSystem.IsWindows())
        {
            var files = Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Select(File.GetUnixFileMode).ToList();
            Assert.Equal(2, files.Count);
            Assert.All(files, mode => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode));
        }
    }

    [Fact]
    public async Task A_key_that_others_can_read_or_that_is_damaged_is_refused_with_the_remedy()
    {
        await MakeAsync("--role", "Read");
        var key = Path.Combine(Data, "keys", "development-issuer.pem");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            await FailsAsync("can be read by others");
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await File.WriteAllTextAsync(key, "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n", Token);
        await FailsAsync("is damaged");
    }

    [Theory]
    [InlineData("token")]
    [InlineData("token", "--role", "Admin")]
    [InlineData("token", "--subject", "canary")]
    [InlineData("token", "--role", "Read", "--subject", "user_id=canary")]
    public async Task A_token_of_nobody_or_of_two_kinds_is_refused(params string[] arguments)
    {
        var terminal = new Fakes.Terminal(new HostComposition());
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync([.. arguments, "--data", Data]));
        terminal.ShowsOneLine();
        Assert.DoesNotContain("canary", terminal.Errors, StringComparison.Ordinal);
    }

    private async Task FailsAsync(string part)
    {
        var terminal = new Fakes.Terminal(new HostComposition());
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("token", "--role", "Read", "--data", Data));
        terminal.ShowsOneLine();
        Assert.Contains(part, terminal.Errors, StringComparison.Ordinal);
    }

    private async Task<string> MakeAsync(params string[] arguments)
    {
        var terminal = new Fakes.Terminal(new HostComposition());
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(["token", "--data", Data, .. arguments]));
        return terminal.Results.Trim();
    }

    private static async Task<HttpStatusCode> AskAsync(ServedHost host, string path, string? token)
    {
        using var client = new HttpClient { BaseAddress = host.Client.BaseAddress };
        using var message = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            message.Headers.Authorization = new("Bearer", token.Trim());
        }

        using var answer = await client.SendAsync(message, Token);
        return answer.StatusCode;
    }
}

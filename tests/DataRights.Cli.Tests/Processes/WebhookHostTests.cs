using System.Security.Cryptography;
using System.Text;
using DataRights.Cli.Tests.Hosts;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Processes;

public sealed class WebhookHostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_tells_every_change_signed_with_the_secret_it_made_also_across_a_kill()
    {
        await using var inbox = new WebhookInbox();
        using var directory = new TempDirectory();
        var file = directory.Combine("data", "keys", "webhook-secrets.txt");
        string id;
        await using (var host = Serve(directory, inbox))
        {
            await host.WaitUntilHealthyAsync(Token);
            Assert.Contains(await File.ReadAllTextAsync(file, Token), host.Output + "\n", StringComparison.Ordinal);
            id = (await host.SubmitAsync("access", new Dictionary<string, string> { ["user_id"] = "1" }, Token)).Id;
            await host.KillAsync();
        }

        await using var last = Serve(directory, inbox);
        await last.WaitUntilHealthyAsync(Token);
        await last.UntilEndedAsync(id, Token);
        while (inbox.TakenIds.Distinct().Count() < 3)
        {
            await Task.Delay(50, Token);
        }

        var secret = (await File.ReadAllTextAsync(file, Token)).Trim();
        Assert.DoesNotContain(secret, last.Output, StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal([$"{id}.1", $"{id}.2", $"{id}.3"], inbox.TakenIds.Distinct());
        Assert.All(inbox.Calls, call => Assert.Equal(Sign(secret, call.Body, call.Headers), call.Headers["webhook-signature"]));
    }

    private static ServedHost Serve(TempDirectory directory, WebhookInbox inbox) =>
        new(directory.Combine("data"), directory.Combine("log"), "--webhook", inbox.Address.ToString());

    private static string Sign(string secret, string body, IReadOnlyDictionary<string, string> headers) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(
            Convert.FromBase64String(secret["whsec_".Length..]),
            Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{body}")));
}

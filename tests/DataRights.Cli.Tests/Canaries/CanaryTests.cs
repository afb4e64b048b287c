using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using DataRights.Cli.Tests.Hosts;
using DataRights.Telemetry;
using DataRights.Testing.Processes;
using DataRights.Testing.Servers;
using DataRights.Testing.Telemetry;

namespace DataRights.Cli.Tests.Canaries;

/// <summary>
/// Every value of every person is marked; whatever a host does with them, also when it fails, the marks are found in the
/// archives of those who asked and in the company's own stores, and nowhere else.
/// </summary>
public sealed partial class CanaryTests : IAsyncLifetime
{
    private static readonly string[] Names = ["Ana", "Ben", "Cam", "Dee", "Eve", "Fay"];

    /// <summary>Where archives lie, made or in the making.</summary>
    private static readonly string[] ArchivePlaces = ["state/archives/", "state/.~store/blocks/", "state/.~store/temp/"];

    /// <summary>Held by a living host, which sends webhooks while it is searched; looked into when it has stopped.</summary>
    private static readonly string[] Locks = ["state/.~store/locks/", "witness/.~store/"];

    private readonly CanaryBook book = new(new Random(20));
    private readonly TempDirectory directory = new();
    private readonly ConcurrentQueue<string> answers = new();
    private readonly List<CanaryPerson> people = [];
    private readonly WebhookInbox inbox = new();
    private readonly OtlpReceiver collector = new();
    private CanaryWorld? world;

    /// <summary>A submitter is told once, and alone, by which of its own identifiers a receipt can be known as the person's.</summary>
    [System.Text.RegularExpressions.GeneratedRegex("\"opening\":\\s*\\{[^{}]*\\{[^{}]*\\}[^{}]*\\}")]
    private static partial System.Text.RegularExpressions.Regex Opening();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CanaryWorld World => world!;

    private string Log => directory.Combine("log");

    private string Data => directory.Combine("data");

    public async ValueTask InitializeAsync()
    {
        people.AddRange(Names.Select(name => new CanaryPerson(book, name)));
        world = await CanaryWorld.CreateAsync(people, Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (world is not null)
            await world.DisposeAsync();

        await inbox.DisposeAsync();
        await collector.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task Personal_values_are_found_in_archives_only_and_not_there_either_when_their_time_is_over()
    {
        var (ana, ben, cam, dee, eve, fay) = (people[0], people[1], people[2], people[3], people[4], people[5]);
        await using (var host = Serve())
        {
            await host.WaitUntilHealthyAsync(Token);
            await CanaryRubbish.SendAsync(host, ana, ben, Token);
            await ExportAsync(host, ben);
            await CancelInGraceAsync(host, eve);
            await FailOnTriggerAsync(host, cam);
            await LoseTableAsync(host, dee);
            await ReadUnreadableFileAsync(host, eve);
            await LoseDatabaseAsync(host, fay);
            await ExportAsync(host, ana);
            Nothing(InState(withArchives: false));

            // Ana's deletion is cut short: what a dying host leaves is searched as well.
            await host.SubmitAsync("deletion", ana.Identifiers, Token, waiveGrace: true);
            await Task.Delay(150, Token);
            await host.KillAsync();
        }

        Nothing(InState(withArchives: false));
        await using var last = Serve();
        await last.WaitUntilHealthyAsync(Token);
        Assert.Equal("subject-not-found", await DeleteUntilGoneAsync(last, ana));
        await RunCommandsAsync(ben);
        await UntilArchivesAreGoneAsync();
        Assert.Equal(0, await last.StopAsync(Token));

        Nothing(InState(withArchives: true));
        Assert.Contains(inbox.Calls, call => call.Body.Contains("request.completed", StringComparison.Ordinal));
        Nothing(inbox.Calls.SelectMany(call => book.Find("a webhook", $"{call.Body} {string.Join(' ', call.Headers.Values)}")));
        Nothing(answers.SelectMany(answer => book.Find("an answer", Opening().Replace(answer, ""))));
        Nothing(book.Find("the log", await File.ReadAllTextAsync(Log, Token)));
        foreach (var signal in new[] { "/v1/metrics", "/v1/traces", "/v1/logs" })
        {
            Assert.Contains(collector.Received, sent => sent.Path == signal);
            Nothing(collector.Received.Where(sent => sent.Path == signal).SelectMany(sent => book.Find(signal, sent.Body)));
        }

        Assert.Contains(collector.Logs, line => line.Contains("stopped", StringComparison.Ordinal));
        Assert.NotEmpty(collector.Of(MetricCatalog.MapGaps));
        Assert.NotEmpty(collector.Of(MetricCatalog.Troubles));
        Nothing(book.Find("the record of effects", await World.DumpAsync("data_rights_effects", Token)));
        await CheckOwnStoresAsync([ana, cam, dee, fay]);
    }

    [Fact]
    public void A_mark_is_found_however_it_is_written()
    {
        var value = book.New("the test");
        var bytes = Encoding.UTF8.GetBytes(value);
        foreach (var trace in new[]
        {
            $"x{value.ToUpperInvariant()}y", Convert.ToHexString(bytes), Convert.ToBase64String(bytes), Convert.ToBase64String([1, .. bytes]),
            Convert.ToBase64String([1, 2, .. bytes, 3]), Convert.ToHexString(SHA256.HashData(bytes)),
        })
            Assert.NotEmpty(book.Find("here", trace));

        Assert.Empty(book.Find("here", "canary"));
    }

    private async Task ExportAsync(ServedHost host, CanaryPerson person)
    {
        var ended = await host.DoAsync("access", person.Identifiers, Token);
        Assert.True(ended.Status == "completed", $"{ended}");
        using var archive = await host.ArchiveAsync(ended.Id, person.Identifiers, Token);
        var found = book.FindInZip(archive);

        // (Not the page that was looked at: the retention rules have turned it into totals by now, or are about to.)
        // That the archive holds everything is also what shows that the search finds what there is.
        foreach (var value in new[] { person.Handle, person.Email, person.Name, person.Note, person.Street, person.Post, person.Body, person.FileName, person.FileText })
            Assert.True(CanaryBook.IsInZip(archive, value), "The archive lacks a value.");

        Assert.True(found.Count >= 9, "The search does not find what is there.");
    }

    private static async Task CancelInGraceAsync(ServedHost host, CanaryPerson person)
    {
        var scheduled = await host.SubmitAsync("deletion", person.Identifiers, Token);
        Assert.Equal("scheduled", scheduled.Status);
        var plan = await host.Client.GetAsync($"/api/requests/{scheduled.Id}/plan", Token);
        Assert.True(plan.IsSuccessStatusCode);
        Assert.Equal("cancelled", (await host.ActAsync(scheduled.Id, "cancel", Token)).Status);
    }

    /// <summary>The database's own words quote a value.</summary>
    private async Task FailOnTriggerAsync(ServedHost host, CanaryPerson person)
    {
        await World.ExecuteAsync($"create trigger t before delete on addresses when old.handle = '{person.Handle}' begin select raise(abort, '{person.Name} must stay'); end", Token);
        var failed = await host.DoAsync("deletion", person.Identifiers, Token);
        Assert.Equal("failed", failed.Status);
        Assert.Equal(1, await World.CountAsync($"people where handle = '{person.Handle}'", Token));
        await World.ExecuteAsync("drop trigger t", Token);
        await RetryAsync(host, failed.Id);
    }

    private async Task LoseTableAsync(ServedHost host, CanaryPerson person)
    {
        await World.ExecuteAsync("alter table addresses rename to addresses_moved", Token);
        var waiting = await host.DoAsync("deletion", person.Identifiers, Token);
        Assert.Equal(("waiting", "map-gap"), (waiting.Status, waiting.Outcome));
        await World.ExecuteAsync("alter table addresses_moved rename to addresses", Token);
        await RetryAsync(host, waiting.Id);
    }

    private static async Task RetryAsync(ServedHost host, string id)
    {
        await host.ActAsync(id, "retry", Token);
        var ended = await host.UntilEndedAsync(id, Token);
        Assert.True(ended.Status == "completed", $"{ended}");
    }

    /// <summary>A socket cannot be opened as a file is; it stands for a file that its disk does not give.</summary>
    private async Task ReadUnreadableFileAsync(ServedHost host, CanaryPerson person)
    {
        var file = Path.Combine(World.FolderOf(person), "s");
        var bound = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // Bound to a short path, since those of sockets are limited; moved then.
            socket.Bind(new UnixDomainSocketEndPoint(bound));
            File.Move(bound, file);
            var request = await host.SubmitAsync("access", person.Identifiers, Token);
            await host.UntilAsync(request.Id, view => view.GetProperty("attempts").GetInt32() > 0, Token);
            File.Delete(file);
            Assert.Equal("completed", (await host.UntilEndedAsync(request.Id, Token)).Status);
        }
    }

    private async Task LoseDatabaseAsync(ServedHost host, CanaryPerson person)
    {
        var request = await host.SubmitAsync("deletion", person.Identifiers, Token, waiveGrace: true);
        File.Move(World.DatabaseFile, World.DatabaseFile + ".away");
        try
        {
            using var content = new StringContent($$$"""{"kind":"access","identifiers":{"handle":"{{{person.Handle}}}"}}""", new MediaTypeHeaderValue("application/json"));
            using var answer = await host.Client.PostAsync("/api/requests", content, Token);
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.ServiceUnavailable, HttpStatusCode.Accepted, HttpStatusCode.Created });
            await Task.Delay(1500, Token);
        }
        finally
        {
            File.Move(World.DatabaseFile + ".away", World.DatabaseFile);
        }

        Assert.Equal("completed", (await host.UntilEndedAsync(request.Id, Token)).Status);
    }

    /// <summary>Asked again while it runs, the deletion that runs is the answer; asked after it, nobody is found.</summary>
    private static async Task<string?> DeleteUntilGoneAsync(ServedHost host, CanaryPerson person)
    {
        var first = await host.DoAsync("deletion", person.Identifiers, Token);
        Assert.True(first.Status == "completed", $"{first}");
        return (await host.DoAsync("deletion", person.Identifiers, Token)).Outcome;
    }

    private async Task RunCommandsAsync(CanaryPerson person)
    {
        foreach (var (arguments, exitCode) in new (IEnumerable<string> Arguments, int ExitCode)[]
        {
            (["plan", "--data", Data, .. World.Arguments, "--person", $"handle={person.Handle}"], 0),
            (["plan", "--data", Data, .. World.Arguments, "--person", $"handle={person.Name}"], 1),
            (["plan", "--data", Data, .. World.Arguments, "--person", $"email={person.Name}"], 2),
            (["map", "check", .. World.Arguments.Skip(1)], 0),
            (["verify", "ledger", Path.Combine(Data, "state")], 0),
        })
        {
            await using var command = await HostProcess.RunAsync(Log, arguments, Token);
            Assert.True(command.ExitCode == exitCode, $"{arguments.First()} ended with {command.ExitCode}:\n{command.Output}");
        }
    }

    private async Task UntilArchivesAreGoneAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        var archives = Path.Combine(Data, "state", "archives");
        while (Directory.Exists(archives) && Directory.GetFiles(archives, "*", SearchOption.AllDirectories).Length > 0)
            await Task.Delay(250, limit.Token);
    }

    private async Task CheckOwnStoresAsync(CanaryPerson[] deleted)
    {
        foreach (var person in deleted)
        {
            Assert.False(Directory.Exists(World.FolderOf(person)), "A folder is left.");
            Assert.Equal(0, await World.CountAsync($"people where handle = '{person.Handle}'", Token));
            Assert.Equal(0, await World.CountAsync($"orders where handle = '{person.Handle}' or buyer = '{person.Name}'", Token));
        }

        Assert.Equal(people.Count, await World.CountAsync("orders", Token));
        Assert.Equal(people.Count, await World.CountAsync("posts where body = 'An answer.'", Token));

        // Six looked at the home page that day; each other page had one reader, who could be singled out.
        Assert.Equal(0, await World.CountAsync("views", Token));
        Nothing(book.Find("the published totals", await World.DumpAsync("views_daily", Token)));
    }

    private static void Nothing(IEnumerable<string> found) => Assert.Empty(found.Distinct());

    /// <summary>A host that is watched, and called with marks in the headers that traces are passed on by.</summary>
    private ServedHost Serve()
    {
        var host = new ServedHost(new RecordingHandler(answers), Data, Log, collector.Environment, [.. World.Arguments, "--webhook", inbox.Address.ToString()]);
        host.Client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        host.Client.DefaultRequestHeaders.Add("tracestate", $"vendor={people[0].Handle}");
        host.Client.DefaultRequestHeaders.Add("baggage", $"person={people[0].Handle}");
        return host;
    }

    private List<string> InState(bool withArchives) => book.FindUnder(Data, name =>
        withArchives || !ArchivePlaces.Concat(Locks).Any(place => name.StartsWith(place, StringComparison.Ordinal)));
}

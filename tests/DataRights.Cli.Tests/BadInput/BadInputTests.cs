using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DataRights.Cli.Tests.Canaries;
using DataRights.Cli.Tests.Hosts;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.BadInput;

/// <summary>What a caller may get wrong, sent to the real host over real HTTP: each gets a problem that says how to mend it, and the host goes on.</summary>
public sealed class BadInputTests
{
    private const int TenMegabytes = 10_000_000;

    private static readonly (string What, int Status, string Problem, Func<HttpContent> Body)[] Cases =
    [
        ("an unknown identifier", 422, "identifier-unknown", () => Json("""{"kind":"access","identifiers":{"user":"1"}}""")),
        ("no identifier", 400, "body-invalid", () => Json("""{"kind":"access","identifiers":{}}""")),
        ("an address that is none", 422, "identifier-invalid", () => Json("""{"kind":"access","identifiers":{"email":"nobody"}}""")),
        ("a NUL in an identifier", 422, "identifier-invalid", () => Json("""{"kind":"access","identifiers":{"handle":"a\u0000b"}}""")),
        ("a huge identifier", 422, "identifier-invalid", () => Json($$$"""{"kind":"access","identifiers":{"handle":"{{{new string('a', 50_000)}}}"}}""")),
        ("half a surrogate pair", 400, "body-invalid", () => Json("""{"kind":"access","identifiers":{"handle":"\ud800"}}""")),
        ("a number for a text", 400, "body-invalid", () => Json("""{"kind":"access","identifiers":{"handle":1}}""")),
        ("a list for an object", 400, "body-invalid", () => Json("""["access"]""")),
        ("null", 400, "body-invalid", () => Json("null")),
        ("an unknown kind", 400, "body-invalid", () => Json("""{"kind":"Access","identifiers":{"handle":"a"}}""")),
        ("an unknown field", 400, "body-invalid", () => Json("""{"kind":"access","identifiers":{"handle":"a"},"callback":"http://x"}""")),
        ("a duplicate key", 400, "body-invalid", () => Json("""{"kind":"access","kind":"deletion","identifiers":{"handle":"a"}}""")),
        ("a duplicate identifier", 400, "body-invalid", () => Json("""{"kind":"access","identifiers":{"handle":"a","handle":"b"}}""")),
        ("half a body", 400, "json-malformed", () => Json("""{"kind":"access","identifiers":{"ha""")),
        ("two bodies", 400, "json-malformed", () => Json("""{"kind":"access","identifiers":{"handle":"a"}}{}""")),
        ("nothing", 400, "json-malformed", () => Json("")),
        ("deep nesting", 400, "json-malformed", () => Json(new string('[', 30_000))),
        ("invalid UTF-8", 400, "json-not-utf8", () => Bytes([.. """{"kind":"access","identifiers":{"handle": "x"""u8, 0xC3, 0x28, .. "\"}}"u8])),
        ("10 MB", 413, "body-too-large", () => Bytes(new byte[TenMegabytes])),
        ("10 MB in chunks of no declared length", 413, "body-too-large", () => new ChunkedContent(TenMegabytes)),
        ("a form", 415, "content-type-unsupported", () => new FormUrlEncodedContent([new("kind", "access")])),
        ("another encoding", 415, "content-type-unsupported", () => new StringContent("""{"kind":"access"}""", Encoding.Unicode, "application/json")),
        ("compression", 415, "content-type-unsupported", Compressed),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_fault_of_a_submit_is_answered_with_a_problem_and_none_leaves_a_request()
    {
        using var directory = new TempDirectory();
        var person = new CanaryPerson(new CanaryBook(new Random(3)), "Gil");
        await using var world = await CanaryWorld.CreateAsync([person], Token);
        await using var host = new ServedHost(directory.Combine("data"), directory.Combine("log"), world.Arguments);
        await host.WaitUntilHealthyAsync(Token);
        foreach (var (what, status, problem, body) in Cases)
        {
            using var content = body();
            using var answer = await host.Client.PostAsync("/api/requests", content, Token);
            var said = await answer.Content.ReadAsStringAsync(Token);
            Assert.True((int)answer.StatusCode == status, $"{what}: {(int)answer.StatusCode} {said}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            var view = JsonDocument.Parse(said).RootElement;
            Assert.True(view.GetProperty("type").GetString() == "urn:data-rights:problem:" + problem, $"{what}: {said}");
            Assert.True(view.GetProperty("detail").GetString()!.Length > 20, $"{what}: {said}");
        }

        Assert.Equal(0, (await host.GetJsonAsync("/api/requests", Token)).GetProperty("requests").GetArrayLength());
        await AnswersTheSameForNobodyAsync(host);
        Assert.Equal("completed", (await host.DoAsync("access", person.Identifiers, Token)).Status);
        Assert.Equal(0, await host.StopAsync(Token));
    }

    [Fact]
    public async Task A_host_whose_database_is_missing_at_its_start_says_so_and_works_once_it_is_there()
    {
        using var directory = new TempDirectory();
        var person = new CanaryPerson(new CanaryBook(new Random(4)), "Hal");
        await using var world = await CanaryWorld.CreateAsync([person], Token);
        File.Move(world.DatabaseFile, world.DatabaseFile + ".away");
        await using var host = new ServedHost(directory.Combine("data"), directory.Combine("log"), world.Arguments);
        await host.WaitUntilAnsweringAsync(Token);
        using (var health = await host.Client.GetAsync("/api/health", Token))
            Assert.Equal(503, (int)health.StatusCode);

        using (var content = Json($$$"""{"kind":"access","identifiers":{"handle":"{{{person.Handle}}}"}}"""))
        using (var answer = await host.Client.PostAsync("/api/requests", content, Token))
        {
            Assert.Equal(503, (int)answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        File.Move(world.DatabaseFile + ".away", world.DatabaseFile);
        await host.WaitUntilHealthyAsync(Token);
        Assert.Equal("completed", (await host.DoAsync("access", person.Identifiers, Token)).Status);
        Assert.Equal("deleted", (await host.DoAsync("deletion", person.Identifiers, Token)).Outcome);
    }

    private static async Task AnswersTheSameForNobodyAsync(ServedHost host)
    {
        var nobody = new Dictionary<string, string> { ["handle"] = "nobody" };
        foreach (var kind in new[] { "access", "portability", "deletion" })
        {
            var ended = await host.DoAsync(kind, nobody, Token);
            Assert.Equal(("completed", "subject-not-found"), (ended.Status, ended.Outcome));
        }
    }

    private static ByteArrayContent Json(string body) => Bytes(Encoding.UTF8.GetBytes(body));

    private static ByteArrayContent Bytes(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static ByteArrayContent Compressed()
    {
        var content = Json("{}");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}

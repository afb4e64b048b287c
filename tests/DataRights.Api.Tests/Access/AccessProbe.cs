using System.Net;
using System.Net.Http.Headers;
using DataRights.Api.Tests.Fakes;
using DataRights.Requests;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Access;

/// <summary>One caller at one endpoint: asks for a request that is there and for one that is not, and says what is wrong with the answers.</summary>
internal sealed class AccessProbe(ApiHost host, string method, string path, Caller caller, AccessTable table)
{
    private static readonly string[] Varying = ["Date", "Content-Length"];

    private readonly string call = $"{(method == "HEAD" ? "GET" : method)} {path}";

    public int Calls { get; private set; }

    public async Task<IReadOnlyList<string>> RunAsync()
    {
        var record = Arrange();
        var touched = 0;
        host.Engine.Requests.OnCall = () => touched++;
        var there = await AskAsync(record.Id);
        var touchedThere = touched;
        var missing = path.Contains("{id}", StringComparison.Ordinal) ? await AskAsync(Guid.CreateVersion7().ToString()) : there;
        var wrong = new List<string>();
        var (status, code, mustMatch) = Expected();
        Check(wrong, there.Status == status, $"{there.Status} instead of {status}: {there.Text}");
        Check(wrong, code is null || method == "HEAD" || there.Text.Contains($"urn:data-rights:problem:{code}\"", StringComparison.Ordinal), $"not {code}: {there.Text}");
        Check(wrong, !mustMatch || there == missing, $"tells a request that is there\n    {there}\n    from one that is not\n    {missing}");
        Check(wrong, mustMatch || missing == there || missing.Status == HttpStatusCode.NotFound, $"{missing.Status} for one that is not there");
        Check(wrong, status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) || touchedThere == 0, "something was looked up before the refusal");
        Check(wrong, status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) || there.Headers.Contains("WWW-Authenticate: Bearer realm", StringComparison.Ordinal), "no challenge");
        Check(wrong, !there.Text.Contains('@', StringComparison.Ordinal), "an identifier is told");
        if (path == Routes.Health && status == HttpStatusCode.OK && method != "HEAD")
        {
            Check(wrong, there.Text.Contains("main", StringComparison.Ordinal) == (Cell() == "parts"), $"the parts: {there.Text}");
        }

        return wrong;
    }

    private void Check(List<string> wrong, bool holds, string what)
    {
        if (!holds)
        {
            wrong.Add($"  {method} {path} by '{caller}': {what}");
        }
    }

    /// <summary>The best of what the caller's columns say.</summary>
    private string Cell()
    {
        if (caller.Columns.Count == 0)
        {
            var open = table[call, AccessTable.Nothing];
            return open is "whole" or "all" or "body" ? open : "no";
        }

        var cells = caller.Columns.Select(c => table[call, c]).ToList();
        return cells.FirstOrDefault(c => c is "yes" or "parts" or "all" or "body") ?? cells.FirstOrDefault(c => c is not "no") ?? "no";
    }

    private (HttpStatusCode Status, string? Code, bool MustMatch) Expected() => (caller.Standing, Cell()) switch
    {
        (Standing.Refused, _) => (HttpStatusCode.Unauthorized, "credential-invalid", true),
        (_, "401") => (HttpStatusCode.Unauthorized, "credential-missing", true),
        (_, "no") => (HttpStatusCode.Forbidden, "not-allowed", true),
        (_, "whole" or "parts" or "all") => (HttpStatusCode.OK, null, true),
        (_, "body") => (HttpStatusCode.UnsupportedMediaType, "content-type-unsupported", true),
        (Standing.Stale, "own, fresh") => (HttpStatusCode.Unauthorized, "sign-in-again", true),
        (Standing.Stranger, "own" or "own, fresh") when path == Routes.Requests => (HttpStatusCode.Forbidden, "subject-mismatch", true),
        (Standing.Stranger, "own" or "own, fresh") => (HttpStatusCode.NotFound, "request-not-found", true),
        (Standing.Owner or Standing.Stale, "own" or "own, fresh" or "yes") => (Success(), null, false),
        var (standing, cell) => throw new InvalidOperationException($"The table says '{cell}' to {standing}."),
    };

    private HttpStatusCode Success() =>
        call.EndsWith("/retry", StringComparison.Ordinal) || call.EndsWith("/approve", StringComparison.Ordinal) || call == $"POST {Routes.Requests}" ? HttpStatusCode.Accepted
        : call == $"POST {Routes.Holds}" ? HttpStatusCode.Created
        : HttpStatusCode.OK;

    /// <summary>One request of Ada's for which every call would succeed, and two more whose secrets the caller may try on it.</summary>
    private RequestRecord Arrange()
    {
        var engine = host.Engine;
        engine.Requests.Records.Clear();
        var ofAnother = engine.Requests.Add(RequestKind.Deletion);
        engine.Requests.Put(ofAnother with { SubjectReference = "s1_other", StatusSecretHash = StatusSecret.Hash(CallerList.OfAnother) });
        var secret = caller.Headers.Any(h => h.EndsWith(CallerList.Expired, StringComparison.Ordinal)) ? CallerList.Expired : CallerList.Right;
        var ended = engine.Clock.Now - StatusSecret.GoodFor;
        var record = engine.Requests.Add(RequestKind.Deletion, RequestStatus.Failed);
        engine.Holds.Put(record.Id);
        engine.Store.Objects["archives/x.zip"] = [1, 2, 3];
        engine.Store.Objects["receipts/x.json"] = System.Text.Encoding.UTF8.GetBytes(FakeReceipt.Text);
        return engine.Requests.Put(record with
        {
            StatusSecretHash = StatusSecret.Hash(secret),
            Ended = secret == CallerList.Expired ? ended : ended.AddSeconds(1),
            SealedRootKey = new RequestSeals(engine.Sealer).SealRoot(record.Id, new("users", new Sources.Key(["1"]))),
            Receipt = "receipts/x.json",
            Archive = new("archives/x.zip", "my-data.zip", 3, "abc", 1, 0, engine.Clock.Now.AddDays(1), null),
        });
    }

    private async Task<Answer> AskAsync(string id)
    {
        Calls++;
        using var message = new HttpRequestMessage(new(method), path.Replace("{id}", id, StringComparison.Ordinal).Replace("{rule}", "page_views", StringComparison.Ordinal));
        foreach (var header in caller.Headers)
        {
            message.Headers.TryAddWithoutValidation("Authorization", header);
        }

        if (call == $"POST {Routes.Requests}")
        {
            message.Content = Http.Json($$$"""{"kind":"access","identifiers":{"email":"{{{FakePeople.Ada}}}"}}""");
        }

        if (call == $"POST {Routes.Replays}")
        {
            message.Content = Http.Json("""{"since":"2026-01-01T00:00:00Z"}""");
        }

        if (method == "POST" && path.StartsWith(Routes.Holds, StringComparison.Ordinal))
        {
            message.Content = Http.Json(path == Routes.Holds ? """{"reason":"litigation","collection":"orders"}""" : "{}");
        }

        using var response = await host.Bare.SendAsync(message, Token);
        return new(response.StatusCode, Headers(response.Headers) + Headers(response.Content.Headers), await response.Content.ReadAsStringAsync(Token));
    }

    private static string Headers(HttpHeaders headers) => string.Join('\n', headers
        .Where(h => !Varying.Contains(h.Key))
        .Select(h => $"{h.Key}: {string.Join(',', h.Value)}")
        .Order(StringComparer.Ordinal)
        .Append(""));

    private sealed record Answer(HttpStatusCode Status, string Headers, string Text);
}

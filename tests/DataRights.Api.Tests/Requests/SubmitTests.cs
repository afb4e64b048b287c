using System.Net;
using System.Text;
using DataRights.Api.Tests.Access;
using DataRights.Api.Tests.Fakes;
using DataRights.Requests;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Requests;

public sealed class SubmitTests
{
    private const string Good = """{"kind": "access", "identifiers": {"email": "ada@example.org"}}""";

    [Fact]
    public async Task A_new_request_is_accepted_with_its_location_and_view()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.SubmitAsync("""{"kind":"deletion","identifiers":{"user_id":"17","email":"ada@example.org"},"waiveGrace":true,"clientReference":"ticket-17"}""", "key-1");

        var view = await response.JsonAsync(HttpStatusCode.Accepted);
        var id = view.GetProperty("id").GetString();
        Assert.Equal($"/api/requests/{id}", response.Headers.Location?.OriginalString);
        Assert.Equal("deletion", view.GetProperty("kind").GetString());
        Assert.Equal("queued", view.GetProperty("status").GetString());
        Assert.Equal($"/api/requests/{id}", view.GetProperty("links").GetProperty("self").GetString());
        var submission = Assert.Single(host.Engine.Requests.Submissions);
        Assert.Equal(RequestKind.Deletion, submission.Kind);
        Assert.Equal("key-1", submission.IdempotencyKey);
        Assert.True(submission.WaiveGrace);
        Assert.Equal("ticket-17", submission.ClientReference);
        Assert.Equal(new Dictionary<string, string> { ["user_id"] = "17", ["email"] = "ada@example.org" }, submission.Identifiers);
    }

    [Fact]
    public async Task A_view_shows_no_identifier_and_nothing_sealed()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var record = host.Engine.Requests.Put(host.Engine.Requests.Add(RequestKind.Deletion) with { SealedIdentifiers = "SEALED-A", SealedRootKey = "SEALED-B", Checkpoint = "SEALED-C" });
        var text = await host.Client.GetStringAsync(Routes.Of(record.Id), Token);
        Assert.DoesNotContain("SEALED", text, StringComparison.Ordinal);
        Assert.DoesNotContain(record.LedgerReference, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_was_there_before_answers_200()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var first = host.Engine.Requests.Add(RequestKind.Access);
        host.Engine.Requests.OnSubmit = _ => new(first, false);
        using var response = await host.SubmitAsync(Good);
        var view = await response.JsonAsync(HttpStatusCode.OK);
        Assert.Equal(first.Id, view.GetProperty("id").GetString());
        Assert.Equal(Routes.Of(first.Id), response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_new_request_that_found_nobody_answers_201_since_it_is_over()
    {
        await using var host = await ApiHost.StartAsync(Token);
        host.Engine.Requests.OnSubmit = _ => new(host.Engine.Requests.Put(host.Engine.Requests.Add(RequestKind.Access) with
        {
            Status = RequestStatus.Completed, Outcome = "subject-not-found", SubjectReference = null,
        }), true);
        using var response = await host.SubmitAsync(Good);
        var view = await response.JsonAsync(HttpStatusCode.Created);
        Assert.Equal("subject-not-found", view.GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("""[]""", "")]
    [InlineData(""" "access" """, "")]
    [InlineData("""{"identifiers":{"email":"canary"}}""", "/kind")]
    [InlineData("""{"kind":"access"}""", "/identifiers")]
    [InlineData("""{"kind":"ACCESS","identifiers":{"email":"canary"}}""", "/kind")]
    [InlineData("""{"kind":0,"identifiers":{"email":"canary"}}""", "/kind")]
    [InlineData("""{"kind":null,"identifiers":{"email":"canary"}}""", "/kind")]
    [InlineData("""{"kind":"canary","identifiers":{"email":"canary"}}""", "/kind")]
    [InlineData("""{"kind":"access","identifiers":{}}""", "/identifiers")]
    [InlineData("""{"kind":"access","identifiers":["canary"]}""", "/identifiers")]
    [InlineData("""{"kind":"access","identifiers":{"email":null}}""", "/identifiers/email")]
    [InlineData("""{"kind":"access","identifiers":{"user_id":17}}""", "/identifiers/user_id")]
    [InlineData("""{"kind":"access","identifiers":{"email":{"canary":1}}}""", "/identifiers/email")]
    [InlineData("""{"kind":"access","identifiers":{"email":"\ud800"}}""", "/identifiers/email")]
    [InlineData("""{"kind":"access","identifiers":{"email":"canary","email":"canary"}}""", "/identifiers/email")]
    [InlineData("""{"kind":"access","kind":"deletion","identifiers":{"email":"canary"}}""", "/kind")]
    [InlineData("""{"kind":"access","identifiers":{"email":"canary"},"waiveGrace":"true"}""", "/waiveGrace")]
    [InlineData("""{"kind":"access","identifiers":{"email":"canary"},"waivegrace":true}""", "/waivegrace")]
    [InlineData("""{"kind":"access","identifiers":{"email":"canary"},"clientReference":17}""", "/clientReference")]
    [InlineData("""{"kind":"access","identifiers":{"email":"canary"},"format":"canary"}""", "/format")]
    [InlineData("""{"kind":"access","identifiers":{"email":"canary"},"format":"CSV"}""", "/format")]
    [InlineData("""{"kind":"access","identifiers":{"email":"canary"},"format":null}""", "/format")]
    [InlineData("""{"kind":"deletion","identifiers":{"email":"canary"},"format":"csv"}""", "/format")]
    [InlineData("""{"kind":"access","identifiers":{"email":"canary"},"format":"csv","csvFormulas":"canary"}""", "/csvFormulas")]
    [InlineData("""{"kind":"access","identifiers":{"email":"canary"},"csvFormulas":"keep"}""", "/csvFormulas")]
    [InlineData("""{"kind":"access","identifiers":{"email":"canary"},"language":"canary"}""", "/language")]
    [InlineData("""{"kind":"deletion","identifiers":{"email":"canary"},"language":"de"}""", "/language")]
    [InlineData("""{"kind":"access","identifiers":{"email":"canary"},"allowRepeat":"true"}""", "/allowRepeat")]
    [InlineData("""{"kind":"deletion","identifiers":{"email":"canary"},"allowRepeat":true}""", "/allowRepeat")]
    [InlineData("""{"kind":"access","identifiers":{"email":"canary"},"canary@example.org":true}""", "")]
    [InlineData("""{"kind":"access","identifiers":{"email":"canary"},"\udc00":true}""", "")]
    public async Task A_body_that_says_something_else_is_refused_with_the_place_and_no_value(string body, string pointer)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.SubmitAsync(body);
        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "body-invalid");
        Assert.Equal(pointer, problem.GetProperty("pointer").GetString());
        Assert.DoesNotContain("canary", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(host.Engine.Requests.Submissions);
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_format_is_passed_on_and_an_unknown_one_is_answered_with_what_is_possible()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var asked = await host.SubmitAsync("""{"kind":"access","identifiers":{"user_id":"17"},"format":"csv","csvFormulas":"keep"}""");
        await asked.JsonAsync(HttpStatusCode.Accepted);
        var submission = Assert.Single(host.Engine.Requests.Submissions);
        Assert.Equal((ExportFormat.Csv, CsvFormulas.Keep), (submission.Format, submission.CsvFormulas));

        using var refused = await host.SubmitAsync("""{"kind":"access","identifiers":{"user_id":"17"},"format":"xml"}""");
        var problem = await refused.ProblemAsync(HttpStatusCode.BadRequest, "body-invalid");
        Assert.Contains("json, ndjson, csv", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RequestKind.Access, null, "json")]
    [InlineData(RequestKind.Portability, ExportFormat.Ndjson, "ndjson")]
    [InlineData(RequestKind.Deletion, null, null)]
    public async Task A_view_shows_an_exports_format_and_json_for_a_record_from_before_there_was_a_choice(RequestKind kind, ExportFormat? format, string? shown)
    {
        await using var host = await ApiHost.StartAsync(Token);
        var record = host.Engine.Requests.Put(host.Engine.Requests.Add(kind) with { Format = format });

        using var response = await host.Client.GetAsync(Routes.Of(record.Id), Token);
        var view = await response.JsonAsync(HttpStatusCode.OK);

        Assert.Equal(shown, view.TryGetProperty("format", out var found) ? found.GetString() : null);
    }

    [Fact]
    public async Task Everything_wrong_with_a_body_is_told_at_once()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.SubmitAsync("""{"kind":"x","identifiers":{"email":1,"phone":2},"colour":"red"}""");
        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "body-invalid");
        Assert.Equal(["/kind", "/identifiers/email", "/identifiers/phone", "/colour"],
            problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()!));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{\n  \"kind\": \"access\",\n  \"identifiers\": }", 3, 18)]
    [InlineData("{\"kind\":\"access\",}", 1, 18)]
    [InlineData("{} {}", 1, 4)]
    public async Task Malformed_json_is_refused_with_line_and_position(string body, int line, int position)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.SubmitAsync(body);
        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "json-malformed");
        Assert.Contains($"line {line}, byte {position}.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_nested_beyond_reason_is_refused()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.SubmitAsync(new string('[', 10_000));
        await response.ProblemAsync(HttpStatusCode.BadRequest, "json-malformed");
    }

    [Fact]
    public async Task A_body_that_is_not_utf8_is_refused()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes("""{"kind":"access","identifiers":{"email":"andré"}}"""));
        content.Headers.ContentType = new("application/json");
        using var response = await host.Client.PostAsync(Routes.Requests, content, Token);
        await response.ProblemAsync(HttpStatusCode.BadRequest, "json-not-utf8");
    }

    [Theory]
    [InlineData(64 * 1024, true)]
    [InlineData((64 * 1024) + 1, false)]
    public async Task The_body_limit_is_exact(int length, bool accepted)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.SubmitAsync(Good.PadRight(length));
        Assert.Equal(accepted ? HttpStatusCode.Accepted : HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_10_MB_is_refused_whether_it_tells_its_length_or_not(bool chunked)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var message = new HttpRequestMessage(HttpMethod.Post, Routes.Requests)
        {
            Content = Http.Json("""{"kind":"access","identifiers":{"email":""" + $"\"{new string('a', 10_000_000)}\"" + "}}"),
        };
        message.Headers.TransferEncodingChunked = chunked;
        using var response = await host.Client.SendAsync(message, Token);
        await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        Assert.Empty(host.Engine.Requests.Submissions);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData(null)]
    public async Task A_body_of_another_type_is_refused(string? type)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Good));
        content.Headers.ContentType = type is null ? null : System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var response = await host.Client.PostAsync(Routes.Requests, content, Token);
        await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "content-type-unsupported");
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var content = Http.Json(Good);
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await host.Client.PostAsync(Routes.Requests, content, Token);
        await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "content-type-unsupported");
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a\tb")]
    [InlineData(256)]
    public async Task An_idempotency_key_that_cannot_be_one_is_refused(object key)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.SubmitAsync(Good, key as string ?? new string('k', (int)key));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(host.Engine.Requests.Submissions);
    }

    [Fact]
    public async Task A_key_of_255_characters_is_taken()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.SubmitAsync(Good, new string('k', 255));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Theory]
    [InlineData("identifier-unknown", HttpStatusCode.UnprocessableEntity)]
    [InlineData("identifier-invalid", HttpStatusCode.UnprocessableEntity)]
    [InlineData("subject-contradicts", HttpStatusCode.UnprocessableEntity)]
    [InlineData("subject-ambiguous", HttpStatusCode.UnprocessableEntity)]
    [InlineData("idempotency-key-reused", HttpStatusCode.UnprocessableEntity)]
    [InlineData("grace-required", HttpStatusCode.UnprocessableEntity)]
    [InlineData("client-reference-invalid", HttpStatusCode.UnprocessableEntity)]
    [InlineData("idempotency-key-invalid", HttpStatusCode.BadRequest)]
    public async Task A_refusal_keeps_its_code_sentence_and_place(string code, HttpStatusCode status)
    {
        await using var host = await ApiHost.StartAsync(Token);
        host.Engine.Requests.Fails = () => new RequestRefusedException(code, "Mend this.", "/identifiers/email");
        using var response = await host.SubmitAsync(Good);
        var problem = await response.ProblemAsync(status, code);
        Assert.Equal("Mend this.", problem.GetProperty("detail").GetString());
        Assert.Equal("/identifiers/email", problem.GetProperty("pointer").GetString());
    }

    [Theory]
    [InlineData("cancel", "too-late")]
    [InlineData("retry", "not-retryable")]
    [InlineData("approve", "not-approvable")]
    public async Task A_request_that_stands_otherwise_is_a_conflict(string part, string code)
    {
        await using var host = await ApiHost.StartAsync(Token);
        var id = host.Engine.Requests.Add(RequestKind.Deletion).Id;
        host.Engine.Requests.Fails = () => new RequestRefusedException(code, "It has ended.");
        using var response = await host.Client.PostAsync(Routes.Of(id, part), null, Token);
        await response.ProblemAsync(HttpStatusCode.Conflict, code);
    }

    [Fact]
    public async Task The_language_is_passed_on_and_shown()
    {
        await using var host = await ApiHost.StartAsync(Token);
        host.Engine.Requests.OnSubmit = s => new(host.Engine.Requests.Put(host.Engine.Requests.Add(s.Kind) with { Language = s.Language }), true);
        using var response = await host.SubmitAsync("""{"kind":"portability","identifiers":{"user_id":"17"},"language":"zh"}""");
        Assert.Equal("zh", (await response.JsonAsync(HttpStatusCode.Accepted)).GetProperty("language").GetString());
        Assert.Equal(Mapping.PageLanguage.Chinese, host.Engine.Requests.Submissions.Single().Language);
    }

    [Fact]
    public async Task Only_an_operator_allows_another_export_so_soon()
    {
        await using var host = await ApiHost.StartAsync(Token);
        const string Body = """{"kind":"access","identifiers":{"user_id":"17"},"allowRepeat":true}""";
        var now = host.Engine.Clock.Now;
        using var refused = await host.PostAsync(Routes.Requests, TestAccess.Service(now, DataRights.Api.Access.AppRoles.Submit), Body);
        Assert.Equal("/allowRepeat", (await refused.ProblemAsync(HttpStatusCode.Forbidden, "repeat-not-allowed")).GetProperty("pointer").GetString());
        using var person = await host.PostAsync(Routes.Requests, TestAccess.Subject(now), """{"kind":"access","allowRepeat":true}""");
        await person.ProblemAsync(HttpStatusCode.Forbidden, "repeat-not-allowed");
        Assert.Empty(host.Engine.Requests.Submissions);

        using var allowed = await host.PostAsync(Routes.Requests, TestAccess.Service(now, DataRights.Api.Access.AppRoles.Submit, DataRights.Api.Access.AppRoles.Operate), Body);
        Assert.Equal(HttpStatusCode.Accepted, allowed.StatusCode);
        Assert.Equal("DataRights.Operate", host.Engine.Requests.Submissions.Single().RepeatAllowedBy);
    }

    [Fact]
    public async Task Too_soon_is_429_with_the_time_to_wait()
    {
        await using var host = await ApiHost.StartAsync(Token);
        host.Engine.Requests.Fails = () => new RequestRefusedException("export-too-soon", "Lately.") { RetryAfter = TimeSpan.FromHours(5) };
        using var response = await host.SubmitAsync(Good);
        await response.ProblemAsync(HttpStatusCode.TooManyRequests, "export-too-soon");
        Assert.Equal(TimeSpan.FromHours(5), response.Headers.RetryAfter?.Delta);
    }
}

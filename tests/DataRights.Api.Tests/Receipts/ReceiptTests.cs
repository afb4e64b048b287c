using System.Net;
using System.Text;
using DataRights.Api.Tests.Fakes;
using DataRights.Requests;
using DataRights.Subjects;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Receipts;

/// <summary>A receipt as a page, its supplements, and the opening that a submit tells.</summary>
public sealed class ReceiptTests
{
    [Theory]
    [InlineData(null, null, false)]
    [InlineData("*/*", null, false)]
    [InlineData("application/json", null, false)]
    [InlineData("application/json, text/html;q=0.5", null, false)]
    [InlineData("text/html", null, true)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", null, true)]
    [InlineData("text/html", "json", false)]
    [InlineData(null, "page", true)]
    public async Task It_is_a_page_only_when_one_is_asked_for(string? accept, string? form, bool page)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var answer = await AskAsync(host, Receipt(host, FakeReceipt.Text), accept, form);

        Assert.Equal(page ? "text/html" : "application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Accept", answer.Headers.Vary.ToString());
    }

    [Fact]
    public async Task The_page_says_the_facts_runs_nothing_and_escapes_everything()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var hostile = FakeReceipt.Text.Replace("\"name\":\"Ex\"", "\"name\":\"<script>alert(1)</script>\\\" onload=x\"", StringComparison.Ordinal);
        using var answer = await AskAsync(host, Receipt(host, hostile), null, "page");
        var page = await answer.Content.ReadAsStringAsync(Token);

        Assert.Contains("The request was received on 1 March 2026 at 12:00 UTC and the deletion was completed on 9 March 2026 at 12:00 UTC.", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("issued before receipts were signed", page, StringComparison.Ordinal);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        var style = page[(page.IndexOf("<style>", StringComparison.Ordinal) + "<style>".Length)..page.IndexOf("</style>", StringComparison.Ordinal)];
        Assert.Contains(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(style))), policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_form_is_refused()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var answer = await AskAsync(host, Receipt(host, FakeReceipt.Text), null, "pdf");
        await answer.ProblemAsync(HttpStatusCode.BadRequest, "query-invalid");
    }

    [Fact]
    public async Task Supplements_are_listed_in_their_order_each_as_issued()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var id = Receipt(host, FakeReceipt.Text);
        using (var none = await host.GetAsync(Routes.Of(id, "receipt/supplements")))
        {
            Assert.Equal("{\"supplements\":[]}\n", await none.Content.ReadAsStringAsync(Token));
        }

        foreach (var number in (int[])[10, 2])
        {
            host.Engine.Store.Objects[$"receipts/{id}-{number}.json"] = Encoding.UTF8.GetBytes(Supplement(id, number));
        }

        using var answer = await host.GetAsync(Routes.Of(id, "receipt/supplements"));
        Assert.Equal($"{{\"supplements\":[{Supplement(id, 2)},{Supplement(id, 10)}]}}\n", await answer.Content.ReadAsStringAsync(Token));
        using var page = await AskAsync(host, id, null, "page");
        Assert.Contains("Mailer was told on 1 March 2026 at 12:00 UTC and confirmed on 2 March 2026 at 12:00 UTC that it has deleted.", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_receipt_there_are_no_supplements()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var answer = await host.GetAsync(Routes.Of(host.Engine.Requests.Add(RequestKind.Deletion).Id, "receipt/supplements"));
        await answer.ProblemAsync(HttpStatusCode.Conflict, "receipt-not-ready");
    }

    [Fact]
    public async Task The_opening_is_in_the_answer_to_the_submit_and_never_again()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var opening = new SubjectOpening(SubjectBinding.NewSalt(), new Dictionary<string, string> { ["email"] = "ada@example.org" });
        var record = host.Engine.Requests.Add(RequestKind.Deletion);
        host.Engine.Requests.OnSubmit = _ => new(record, true) { Opening = opening };
        using var body = new StringContent("{\"kind\":\"deletion\",\"identifiers\":{\"email\":\"Ada@Example.org\"}}", Encoding.UTF8, "application/json");
        using var made = await host.Client.PostAsync(Routes.Requests, body, Token);
        using var read = await host.GetAsync(Routes.Of(record.Id));

        var told = OpeningFile.Parse(await made.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(SubjectBinding.Hash(opening), SubjectBinding.Hash(told));
        Assert.DoesNotContain("opening", await read.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static string Receipt(ApiHost host, string text)
    {
        var record = host.Engine.Requests.Add(RequestKind.Deletion, RequestStatus.Completed);
        host.Engine.Requests.Put(record with { Receipt = $"receipts/{record.Id}.json" });
        host.Engine.Store.Objects[$"receipts/{record.Id}.json"] = Encoding.UTF8.GetBytes(text);
        return record.Id;
    }

    private static string Supplement(string id, int number) => $$"""
        {"receipt":"supplement","version":1,"request":"{{id}}","number":{{number}},"issued":"2026-03-10T12:00:00Z","supplementTo":{"sha256":"{{new string('a', 64)}}"},"recipients":[{"name":"Mailer","status":"confirmed","told":"2026-03-01T12:00:00Z","confirmed":"2026-03-02T12:00:00Z"}],"deleted":[],"ledger":{"reference":"r","entries":1},"protected":"e30","payload":"e30","signature":"e30"}
        """;

    private static Task<HttpResponseMessage> AskAsync(ApiHost host, string id, string? accept, string? form)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, Routes.Of(id, "receipt") + (form is null ? "" : $"?as={form}"));
        if (accept is not null)
        {
            message.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return host.Client.SendAsync(message, Token);
    }
}

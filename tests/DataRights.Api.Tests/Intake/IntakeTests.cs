using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataRights.Api.Intake;
using DataRights.Api.Tests.Fakes;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Testing.Fakes;
using DataRights.Testing.Processes;
using DataRights.Testing.Servers;

namespace DataRights.Api.Tests.Intake;

/// <summary>Queued requests as a foreign client (npm's jose) makes them, encrypted to the keys that the API publishes.</summary>
public sealed class IntakeTests
{
    private readonly FixedKeyRing ring = new();
    private readonly FakeRequests requests = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_a_foreign_client_encrypts_to_the_published_key_is_submitted()
    {
        var result = await AcceptAsync(await MakeAsync(new { id = "order-7", request = new { kind = "deletion", identifiers = new { email = "ada@example.org" }, clientReference = "ref-7" } }));

        Assert.Equal(requests.Records.Single().Key, result.RequestId);
        var submission = Assert.Single(requests.Submissions);
        Assert.Equal((RequestKind.Deletion, "intake:order-7", "ref-7"), (submission.Kind, submission.IdempotencyKey, submission.ClientReference));
        Assert.Equal("ada@example.org", submission.Identifiers["email"]);
    }

    [Fact]
    public async Task An_export_that_comes_too_soon_is_written_down_as_refused_and_nobody_who_queues_is_an_operator()
    {
        requests.OnSubmit = s => new(requests.Put(requests.Add(s.Kind, s.RecordsRefusal ? RequestStatus.Cancelled : RequestStatus.Queued) with { Outcome = "export-too-soon" }), true);
        Assert.Equal("export-too-soon", (await AcceptAsync(await MakeAsync(new { request = Access }))).RefusedCode);

        var result = await AcceptAsync(await MakeAsync(new { request = new { kind = "access", identifiers = new { email = "ada@example.org" }, allowRepeat = true } }));
        Assert.Equal("repeat-not-allowed", result.RefusedCode);
        Assert.Single(requests.Submissions);
    }

    [Fact]
    public async Task Without_an_id_of_its_own_a_message_goes_by_the_queues()
    {
        await AcceptAsync(await MakeAsync(new { request = Access }));
        Assert.Equal("intake:m-1", requests.Submissions[0].IdempotencyKey);
    }

    [Fact]
    public async Task What_was_encrypted_to_an_older_key_still_opens_and_to_an_unknown_one_does_not()
    {
        var old = await MakeAsync(new { request = Access });
        var unknown = await MakeAsync(new { request = Access }, kid: "nobodys");
        ring.Current = 2;

        Assert.Null((await AcceptAsync(old)).RefusedCode);
        Assert.Null((await AcceptAsync(await MakeAsync(new { request = Access }))).RefusedCode);
        Assert.Equal("key-unknown", (await AcceptAsync(unknown)).RefusedCode);
    }

    [Theory]
    [InlineData("ECDH-ES+A256KW", null)]
    [InlineData("ECDH-ES+A128KW", null)]
    [InlineData(null, "A256CBC-HS512")]
    [InlineData(null, "A128GCM")]
    public async Task Another_algorithm_than_the_published_one_is_refused(string? alg, string? enc) =>
        Assert.Equal("algorithm-refused", (await AcceptAsync(await MakeAsync(new { request = Access }, alg, enc))).RefusedCode);

    [Fact]
    public async Task A_message_that_was_tampered_with_in_any_of_its_parts_is_refused()
    {
        var parts = (await MakeAsync(new { request = Access })).Split('.');
        Assert.Equal(5, parts.Length);
        for (var i = 1; i < parts.Length; i++)
        {
            var flipped = parts.ToArray();
            flipped[i] = parts[i].Length == 0 ? "AAAA" : (parts[i][0] == 'A' ? 'B' : 'A') + parts[i][1..];
            Assert.Equal("not-decryptable", (await AcceptAsync(string.Join('.', flipped))).RefusedCode);
        }

        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        header["apv"] = "Qm9i";
        Assert.Equal("not-decryptable", (await AcceptAsync(WithHeader(parts, header))).RefusedCode);

        Assert.Empty(requests.Submissions);
    }

    [Fact]
    public async Task A_point_that_is_not_on_the_curve_and_a_header_that_asks_for_more_are_refused()
    {
        var parts = (await MakeAsync(new { request = Access })).Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        var compressed = header.DeepClone();
        compressed["zip"] = "DEF";
        Assert.Equal("algorithm-refused", (await AcceptAsync(WithHeader(parts, compressed))).RefusedCode);

        var critical = header.DeepClone();
        critical["crit"] = new JsonArray("exp");
        Assert.Equal("algorithm-refused", (await AcceptAsync(WithHeader(parts, critical))).RefusedCode);

        header["epk"]!["y"] = header["epk"]!["x"]!.GetValue<string>();
        Assert.Equal("not-decryptable", (await AcceptAsync(WithHeader(parts, header))).RefusedCode);
    }

    [Fact]
    public void The_key_derivation_gives_what_the_standard_works_out()
    {
        // RFC 7518 Appendix C.
        byte[] secret =
        [
            158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156,
            251, 49, 110, 163, 218, 128, 106, 72, 246, 218, 167, 121, 140, 254, 144, 196,
        ];
        Assert.Equal("VqqN6vgjbSBcIijNcacQGg", Base64Url.EncodeToString(ConcatKdf.Derive(secret, "A128GCM", "Alice"u8, "Bob"u8, 128)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("a.b.c.d.e")]
    [InlineData("....")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJyZXF1ZXN0Ijp7fX0.")]
    [InlineData("{\"kind\":\"access\",\"identifiers\":{\"email\":\"canary@example.org\"}}")]
    [InlineData("\u0000\u00ff")]
    public async Task What_is_no_such_message_is_refused_by_a_code_and_nothing_is_quoted(string message)
    {
        var result = await AcceptAsync(message);
        Assert.Contains(result.RefusedCode, (string[])["malformed", "algorithm-refused"]);
        Assert.Empty(requests.Submissions);
    }

    [Fact]
    public async Task A_message_of_absurd_length_is_not_looked_at() =>
        Assert.Equal("malformed", (await AcceptAsync(new string('A', 65 * 1024))).RefusedCode);

    [Theory]
    [InlineData("no json at all")]
    [InlineData("{\"kind\":\"access\",\"identifiers\":{\"email\":\"a@b.c\"}}")]
    [InlineData("{\"request\":{\"kind\":\"everything\",\"identifiers\":{\"email\":\"a@b.c\"}}}")]
    [InlineData("{\"request\":{\"kind\":\"access\"}}")]
    [InlineData("{\"id\":\"\",\"request\":{\"kind\":\"access\",\"identifiers\":{\"email\":\"a@b.c\"}}}")]
    [InlineData("{\"id\":7,\"request\":{\"kind\":\"access\",\"identifiers\":{\"email\":\"a@b.c\"}}}")]
    public async Task Content_that_is_no_request_is_refused(string payload) =>
        Assert.Equal("body-invalid", (await AcceptAsync(await MakeAsync(payload))).RefusedCode);

    [Fact]
    public async Task Refusals_of_the_submission_keep_their_code_and_trouble_that_may_pass_is_thrown_so_that_the_message_comes_again()
    {
        var message = await MakeAsync(new { request = Access });
        requests.Fails = () => new RequestRefusedException("identifier-unknown", "…");
        Assert.Equal("identifier-unknown", (await AcceptAsync(message)).RefusedCode);

        requests.Fails = () => new StoreException("store-busy", transient: true);
        await Assert.ThrowsAsync<StoreException>(() => AcceptAsync(message));
    }

    private static string WithHeader(string[] parts, JsonNode header) =>
        string.Join('.', [Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header.ToJsonString())), .. parts[1..]]);

    private static object Access { get; } = new { kind = "access", identifiers = new { email = "ada@example.org" } };

    private Task<IntakeResult> AcceptAsync(string message) =>
        new RequestIntake(new IntakeKeys(ring), requests).AcceptAsync(Encoding.Latin1.GetBytes(message), "m-1", Token);

    private async Task<string> MakeAsync(object payload, string? alg = null, string? enc = null, string? kid = null)
    {
        var key = PublishedKeys.PublishedKey.Of(new IntakeKeys(ring).Current(), "enc", RequestIntake.KeyAlgorithm);
        var input = new JsonObject
        {
            ["jwks"] = new JsonObject { ["keys"] = new JsonArray(JsonSerializer.SerializeToNode(key, JsonSerializerOptions.Web)) },
            ["payload"] = payload is string text ? text : JsonSerializer.SerializeToNode(payload),
            ["alg"] = alg, ["enc"] = enc, ["kid"] = kid,
        };
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory.Combine("input.json"), input.ToJsonString(), Token);
        var (exit, output) = await NodeScript.RunAsync("make-intake.mjs", directory.Combine("input.json"), Token);
        Assert.True(exit == 0, output);
        return output;
    }
}

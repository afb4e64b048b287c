using System.Security.Cryptography;
using System.Text;
using DataRights.Deletion.Receipts;
using DataRights.Ledger;
using DataRights.Signing;
using DataRights.Testing.Fakes;
using DataRights.Testing.Processes;
using DataRights.Testing.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.Tests.Deletion.Receipts;

/// <summary>What a receipt proves offline, and every way to forge one.</summary>
public sealed class ReceiptVerifierTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_issued_receipt_holds_names_its_key_and_says_what_was_deleted()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        var check = await receipt.CheckAsync(opening: receipt.Opening);

        Assert.Empty(check.Findings);
        Assert.Equal((await receipt.Signer.PublicKeysAsync(Token))[0].KeyId, check.KeyId);
        Assert.Contains("3 records were found: 2 were deleted, 0 were anonymized and 1 are retained.", ReceiptSentences.Done(check.Statement!));
        Assert.Contains(ReceiptSentences.Remaining(check.Statement!), s => s.StartsWith("1 records of users are retained because of tax records until ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_can_be_read_beside_the_signature_is_what_was_signed()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        var signed = JObject.Parse(IssuedReceipt.Decode(receipt.Json["payload"]));

        Assert.Equal(signed.Properties().Select(p => p.Name), receipt.Json.Properties().Select(p => p.Name).SkipLast(3));
        Assert.Equal("""{"alg":"ES256","kid":"KID","typ":"data-rights-receipt+jws"}""".Replace("KID", (await receipt.CheckAsync()).KeyId, StringComparison.Ordinal), IssuedReceipt.Decode(receipt.Json["protected"]));
        Assert.Equal((2, "deletion"), ((int)signed["version"]!, (string)signed["receipt"]!));
        Assert.All((string[])["recipients", "held", "mentions"], list => Assert.Empty(signed[list]!));
    }

    [Fact]
    public async Task A_receipt_holds_nothing_of_the_person()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        var text = Encoding.UTF8.GetString(receipt.File) + IssuedReceipt.Decode(receipt.Json["payload"]);

        Assert.DoesNotContain("ada@example.org", text, StringComparison.Ordinal);
        Assert.DoesNotContain(receipt.Opening.Salt, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_changed_byte_is_found_unless_it_says_the_same()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        var random = new Random(7);
        var found = 0;
        for (var i = 0; i < 600; i++)
        {
            var changed = receipt.File.ToArray();
            var at = random.Next(changed.Length);
            changed[at] ^= (byte)(1 << random.Next(8));
            if ((await receipt.CheckAsync(changed)).Holds)
            {
                Assert.True(JToken.DeepEquals(JToken.Parse(Encoding.UTF8.GetString(changed)), receipt.Json), $"Byte {at} was changed and not found.");
            }
            else
            {
                found++;
            }
        }

        Assert.True(found > 500, $"Only {found} were found.");
    }

    [Theory]
    [InlineData("\"deleted\": 2", "\"deleted\": 3", "the text was altered")]
    [InlineData("privacy@test.example", "privacy@test.invalid", "the text was altered")]
    public async Task Altered_plain_text_is_told_apart_from_an_altered_signature(string from, string to, string finding)
    {
        var receipt = await IssuedReceipt.MakeAsync();
        var altered = Encoding.UTF8.GetString(receipt.File).Replace(from, to, StringComparison.Ordinal);

        Assert.Contains(finding, Assert.Single((await receipt.CheckAsync(Encoding.UTF8.GetBytes(altered))).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_altered_together_with_the_text_is_found()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        var forged = receipt.With(json =>
        {
            json["payload"] = IssuedReceipt.Encode(IssuedReceipt.Decode(json["payload"]).Replace("\"checked\": 3", "\"checked\": 9", StringComparison.Ordinal));
            json["verification"]!["checked"] = 9;
        });

        Assert.Contains("The signature does not fit", Assert.Single((await receipt.CheckAsync(forged)).Findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"alg":"none","kid":"KID","typ":"data-rights-receipt+jws"}""", "another algorithm")]
    [InlineData("""{"alg":"HS256","kid":"KID","typ":"data-rights-receipt+jws"}""", "another algorithm")]
    [InlineData("""{"alg":"ES256","kid":"other","typ":"data-rights-receipt+jws"}""", "not among the keys")]
    [InlineData("""{"alg":"ES256","kid":"KID","typ":"JWT"}""", "something else")]
    [InlineData("""{"typ":"data-rights-receipt+jws","kid":"KID","alg":"ES256"}""", "The signature does not fit")]
    [InlineData("""{"alg":"ES256","kid":"KID","typ":"data-rights-receipt+jws","b64":false,"crit":["b64"]}""", "not one that this system writes")]
    [InlineData("""{"alg":"none","alg":"ES256","kid":"KID","typ":"data-rights-receipt+jws"}""", "not one that this system writes")]
    public async Task A_swapped_header_is_refused(string header, string finding)
    {
        var receipt = await IssuedReceipt.MakeAsync();
        var kid = (await receipt.CheckAsync()).KeyId!;
        var forged = receipt.With(json => json["protected"] = IssuedReceipt.Encode(header.Replace("KID", kid, StringComparison.Ordinal)));
        var stripped = receipt.With(json =>
        {
            json["protected"] = IssuedReceipt.Encode(header.Replace("KID", kid, StringComparison.Ordinal));
            json["signature"] = "";
        });

        Assert.Contains(finding, Assert.Single((await receipt.CheckAsync(forged)).Findings), StringComparison.Ordinal);
        Assert.Contains(finding, Assert.Single((await receipt.CheckAsync(stripped)).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_stripped_or_in_part_is_told()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        var none = receipt.With(json => json.Descendants().OfType<JProperty>().Where(p => p.Name is "protected" or "payload" or "signature").ToList().ForEach(p => p.Remove()));
        var part = receipt.With(json => json.Remove("signature"));
        var shorter = receipt.With(json => json["signature"] = ((string)json["signature"]!)[..40]);

        Assert.Contains("carries no signature", Assert.Single((await receipt.CheckAsync(none)).Findings), StringComparison.Ordinal);
        Assert.Contains("not all there", Assert.Single((await receipt.CheckAsync(part)).Findings), StringComparison.Ordinal);
        Assert.Contains("The signature does not fit", Assert.Single((await receipt.CheckAsync(shorter)).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_of_the_same_name_does_not_sign_for_it()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var impostor = PublicKey.Of(other.ExportParameters(false).Q) with { KeyId = (await receipt.CheckAsync()).KeyId! };

        Assert.Contains("The signature does not fit", Assert.Single(new ReceiptVerifier(new([impostor])).Check(receipt.File).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_signed_before_a_rotation_holds_by_the_older_key()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        var rotated = new KeyRingSigner(new FixedKeyRing { Current = 3 });

        Assert.True(new ReceiptVerifier(new(await rotated.PublicKeysAsync(Token))).Check(receipt.File).Holds);
    }

    [Fact]
    public async Task The_opening_of_another_person_or_with_another_salt_does_not_open_it()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        var otherSalt = receipt.Opening with { Salt = (await IssuedReceipt.MakeAsync()).Opening.Salt };
        var otherPerson = receipt.Opening with { Identifiers = new Dictionary<string, string> { ["user_id"] = "43", ["email"] = "ada@example.org" } };
        var fewer = receipt.Opening with { Identifiers = new Dictionary<string, string> { ["user_id"] = "42" } };

        foreach (var wrong in new[] { otherSalt, otherPerson, fewer })
        {
            var check = await receipt.CheckAsync(opening: wrong);
            Assert.Contains("The opening does not fit", Assert.Single(check.Findings), StringComparison.Ordinal);
            Assert.DoesNotContain("ada@example.org", check.Findings[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_ledger_holds_the_place_that_the_receipt_names_and_a_rewritten_one_does_not()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        var stamp = ReceiptVerifier.StampOf((await receipt.CheckAsync()).Statement!)!;
        Assert.Empty(await new LedgerStampCheck(receipt.Store, await receipt.KeysAsync()).CheckAsync(stamp, Token));

        var rewritten = new InMemoryObjectStore(receipt.Clock);
        var forged = new StoreLedger(rewritten, receipt.Clock);
        await forged.AppendAsync("a1", "received", LedgerCodes.Received, new Dictionary<string, string> { ["kind"] = "other" }, Token);
        await forged.AnchorAsync("a1", Token);
        Assert.Equal(
            ["ledger/requests/a1.ndjson entry 1: the receipt saw another entry there.", $"ledger/days/{stamp.Anchor.Day}.ndjson entry 1: the receipt saw another entry there."],
            await new LedgerStampCheck(rewritten, await receipt.KeysAsync()).CheckAsync(stamp, Token));
        Assert.Contains("the chain is missing", (await new LedgerStampCheck(new InMemoryObjectStore(receipt.Clock), await receipt.KeysAsync()).CheckAsync(stamp, Token))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_stands_as_first_written_and_contributors_are_heard_once()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        var first = receipt.File;
        await receipt.IssueAsync(new FixedFacts(new() { Held = [new("users", 1, "lawsuit", null)] }));
        Assert.Equal(first, receipt.File);

        receipt.Record = receipt.Record with { Id = "019ca945-0a00-7600-a4f6-fa909d2c3c64" };
        await receipt.IssueAsync(new FixedFacts(new() { Held = [new("users", 1, "lawsuit", null)] }), new FixedFacts(new() { Recipients = [new("Mailer", "outstanding", null, null)] }));
        var said = ReceiptSentences.Remaining((await receipt.CheckAsync()).Statement!);
        Assert.Contains("1 records of users are kept under a legal hold (lawsuit).", said);
        Assert.Contains("Mailer could not be reached yet; telling it goes on.", said);
    }

    [Fact]
    public async Task A_checker_of_others_finds_the_same()
    {
        using var directory = new TempDirectory();
        var receipt = await IssuedReceipt.MakeAsync();
        var key = (await receipt.Signer.PublicKeysAsync(Token))[0];
        async Task<(int, string)> RunAsync(byte[] file)
        {
            var given = new JObject { ["key"] = new JObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = key.X, ["y"] = key.Y }, ["receipt"] = Encoding.UTF8.GetString(file) };
            await File.WriteAllTextAsync(directory.Combine("given.json"), given.ToString(), Token);
            return await NodeScript.RunAsync("verify-receipt.mjs", directory.Combine("given.json"), Token);
        }

        Assert.Equal((0, "deletion 2\n"), await RunAsync(receipt.File));
        Assert.Equal(1, (await RunAsync(receipt.With(json => json["payload"] = IssuedReceipt.Encode("{}")))).Item1);
    }

    private sealed class FixedFacts(ReceiptFacts facts) : IReceiptFacts
    {
        public Task<ReceiptFacts> OfAsync(DataRights.Requests.RequestRecord request, CancellationToken cancellationToken) => Task.FromResult(facts);
    }
}

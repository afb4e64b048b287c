using DataRights.Cli.Terminal;
using DataRights.Cli.Tests.Fakes;
using DataRights.Signing;
using DataRights.Subjects;
using DataRights.Testing.Fakes;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Commands;

/// <summary><c>verify receipt</c> from files alone: what it says, and what it ends with.</summary>
public sealed class ReceiptCommandTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly Fakes.Terminal terminal = new(new FakeComposition());
    private readonly SubjectOpening opening = new(SubjectBinding.NewSalt(), new Dictionary<string, string> { ["email"] = "ada@example.org" });

    private string Receipt => directory.Combine("receipt.json");

    private string Keys => directory.Combine("keys.json");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_receipt_that_holds_is_told_in_plain_words()
    {
        await MakeAsync();
        var file = directory.Combine("opening.json");
        await File.WriteAllTextAsync(file, Opening("ada@example.org"), Fakes.Terminal.Token);

        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync("verify", "receipt", Receipt, "--keys", Keys, "--opening", file));
        Assert.Contains("holds: nothing in it was altered since it was signed with the key ", terminal.Results, StringComparison.Ordinal);
        Assert.Contains("It is the receipt of the person whose opening was given.", terminal.Results, StringComparison.Ordinal);
        Assert.Contains("Ex (x) states that it has carried out the deletion", terminal.Results, StringComparison.Ordinal);
        Assert.Contains("1,200 were deleted", terminal.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_does_not_hold_is_told_with_the_reason_and_nothing_of_the_person()
    {
        await MakeAsync();
        var file = directory.Combine("opening.json");
        await File.WriteAllTextAsync(file, Opening("canary@example.org"), Fakes.Terminal.Token);

        Assert.Equal(ExitCodes.Failed, await terminal.RunAsync("verify", "receipt", Receipt, "--keys", Keys, "--opening", file));
        terminal.ShowsOneLine();
        Assert.Contains("The opening does not fit", terminal.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", terminal.Errors, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Receipt, (await File.ReadAllTextAsync(Receipt, Fakes.Terminal.Token)).Replace("1200", "1201", StringComparison.Ordinal), Fakes.Terminal.Token);
        Assert.Equal(ExitCodes.Failed, await terminal.RunAsync("verify", "receipt", Receipt, "--keys", Keys));
        Assert.Contains("the text was altered", terminal.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no.json", "is no file")]
    [InlineData("receipt.json", "is not a JSON Web Key Set")]
    public async Task Keys_that_are_none_are_bad_input(string keys, string says)
    {
        await MakeAsync();
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("verify", "receipt", Receipt, "--keys", directory.Combine(keys)));
        terminal.ShowsOneLine();
        Assert.Contains(says, terminal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_without_a_ledger_and_a_file_that_is_no_opening_are_bad_input()
    {
        await MakeAsync();
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("verify", "receipt", Receipt, "--keys", Keys, "--ledger", directory.Path));
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("verify", "receipt", Receipt, "--keys", Keys, "--opening", Keys));
        Directory.CreateDirectory(directory.Combine("ledger"));
        Assert.Equal(ExitCodes.Failed, await terminal.RunAsync("verify", "receipt", Receipt, "--keys", Keys, "--ledger", directory.Path));
        Assert.Contains("the chain is missing", terminal.Errors, StringComparison.Ordinal);
    }

    private string Opening(string email) => $$$"""{"salt":"{{{opening.Salt}}}","identifiers":{"email":"{{{email}}}"}}""";

    private async Task MakeAsync()
    {
        var signer = new KeyRingSigner(new FixedKeyRing());
        var statement = $$$"""
            {
              "receipt": "deletion", "version": 2, "request": "019ca945-0a00-7600-a4f6-fa909d2c3c63", "controller": {"name": "Ex", "contact": "x"},
              "received": "2026-03-01T12:00:00Z", "completed": "2026-03-09T12:00:00Z", "totals": {"located": 1200, "deleted": 1200},
              "subject": {"binding": {"algorithm": "{{{SubjectBinding.Algorithm}}}", "hash": "{{{SubjectBinding.Hash(opening)}}}"}},
              "ledger": {"reference": "a1", "entries": 3, "head": "h", "anchor": {"day": "2026-03-09", "sequence": 1, "hash": "h"}}
            }
            """;
        await File.WriteAllBytesAsync(Receipt, await SignedDocument.SignAsync(signer, "data-rights-receipt+jws", statement, Fakes.Terminal.Token), Fakes.Terminal.Token);
        var key = (await signer.PublicKeysAsync(Fakes.Terminal.Token))[0];
        await File.WriteAllTextAsync(Keys, $$$"""{"keys":[{"kty":"EC","crv":"P-256","use":"enc","kid":"other","x":"AA","y":"AA"},{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"{{{key.KeyId}}}","x":"{{{key.X}}}","y":"{{{key.Y}}}"}]}""", Fakes.Terminal.Token);
    }
}

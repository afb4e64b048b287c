using System.CommandLine;
using DataRights.Cli.Terminal;
using DataRights.Deletion.Receipts;
using DataRights.Ledger;
using DataRights.Signing;
using DataRights.Storage.Local;
using DataRights.Subjects;
using Newtonsoft.Json.Linq;

namespace DataRights.Cli.Verifying;

/// <summary><c>datarights verify receipt</c>: checks a receipt from files alone, and says in plain words what holds or what is wrong.</summary>
internal sealed class ReceiptCommand(Output output)
{
    private const string KeysAre = "a JSON Web Key Set, as /.well-known/data-rights-keys.json answers it";

    public Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The receipt as downloaded." };
        var keys = new Option<string>("--keys") { Description = "The public keys of the host that issued it: a copy of /.well-known/data-rights-keys.json.", HelpName = "FILE", Required = true };
        var opening = new Option<string?>("--opening") { Description = "The opening from the answer to the submit: checks that the receipt is this person's.", HelpName = "FILE" };
        var ledger = new Option<string?>("--ledger") { Description = "A state directory with ledger/: checks that the ledger holds what the receipt names.", HelpName = "DIR" };
        var supplement = new Option<string?>("--supplement") { Description = "A supplement to the receipt, or all of them as the API lists them: checks and tells them as well.", HelpName = "FILE" };
        var command = new Command("receipt", "Checks the signature of a deletion's receipt, offline, and says what it states.") { file, keys, opening, ledger, supplement };
        command.SetAction((parsed, token) => RunAsync(
            new(parsed.GetValue(file)!, parsed.GetValue(keys)!, parsed.GetValue(opening), parsed.GetValue(ledger), parsed.GetValue(supplement)), token));
        return command;
    }

    private async Task<int> RunAsync(Given given, CancellationToken cancellationToken)
    {
        var keys = await InputFile.ReadAsync(given.Keys, KeysAre, bytes => PublicKeySet.Parse(bytes), cancellationToken);
        var opening = given.Opening is null ? null : await InputFile.ReadAsync(given.Opening, "an opening", bytes => OpeningFile.Parse(bytes), cancellationToken);
        var receipt = await InputFile.ReadAsync(given.File, "a receipt as it was downloaded", cancellationToken);
        var supplements = given.Supplement is null ? [] : SupplementFile.Split(await InputFile.ReadAsync(given.Supplement, "supplements as they were downloaded", cancellationToken));
        var verifier = new ReceiptVerifier(keys);
        var check = verifier.Check(receipt, opening);
        var added = supplements.Select(s => verifier.CheckSupplement(s, receipt)).ToList();
        string[] findings =
        [
            .. check.Findings.Select(f => $"The receipt does not hold: {f}"),
            .. check.Statement is { } signed && given.Ledger is { } directory ? (await AgainstLedgerAsync(signed, directory, keys, cancellationToken)).Select(f => $"The receipt does not hold: {f}") : [],
            .. added.SelectMany(a => a.Findings).Select(f => $"A supplement does not hold: {f}"),
        ];
        if (findings.Length > 0)
        {
            foreach (var finding in findings)
            {
                output.Error(finding);
            }

            return ExitCodes.Failed;
        }

        Tell(given, check, added);
        return ExitCodes.Ok;
    }

    private static async Task<IReadOnlyList<string>> AgainstLedgerAsync(JObject receipt, string directory, PublicKeySet keys, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(directory, "ledger")))
        {
            throw new CommandException($"{directory} holds no ledger. Give the host's state directory: it has a folder 'ledger'.", ExitCodes.BadInput);
        }

        if (ReceiptVerifier.StampOf(receipt) is not { } stamp)
        {
            return ["It names no place in a ledger."];
        }

        using var store = new LocalObjectStore(directory, TimeProvider.System);
        return await new LedgerStampCheck(store, keys).CheckAsync(stamp, cancellationToken);
    }

    private void Tell(Given given, ReceiptCheck check, IReadOnlyList<ReceiptCheck> added)
    {
        output.Line($"{given.File} holds: nothing in it was altered since it was signed with the key {check.KeyId}.");
        if (given.Opening is not null)
        {
            output.Line($"It is the receipt of the person whose opening was given.");
        }

        if (given.Ledger is not null)
        {
            output.Line($"The ledger holds the chain and the day's entry that the receipt names.");
        }

        var receipt = check.Statement!;
        foreach (var sentence in (IEnumerable<string>)[.. ReceiptSentences.Origin(receipt), .. ReceiptSentences.Done(receipt), .. ReceiptSentences.Remaining(receipt)])
        {
            output.Text(sentence);
        }

        foreach (var supplement in added.Select(a => a.Statement!))
        {
            output.Line($"Supplement {ReceiptSentences.Text(supplement, "number")} of {ReceiptSentences.Moment(supplement, "issued")} holds, too:");
            foreach (var sentence in ReceiptSentences.Added(supplement))
            {
                output.Text(sentence);
            }
        }
    }

    private sealed record Given(string File, string Keys, string? Opening, string? Ledger, string? Supplement);
}

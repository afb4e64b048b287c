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
        var command = new Command("receipt", "Checks the signature of a deletion's receipt, offline, and says what it states.") { file, keys, opening, ledger };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(file)!, parsed.GetValue(keys)!, parsed.GetValue(opening), parsed.GetValue(ledger), token));
        return command;
    }

    private async Task<int> RunAsync(string file, string keyFile, string? openingFile, string? ledger, CancellationToken cancellationToken)
    {
        var keys = await InputFile.ReadAsync(keyFile, KeysAre, bytes => PublicKeySet.Parse(bytes), cancellationToken);
        var opening = openingFile is null ? null : await InputFile.ReadAsync(openingFile, "an opening", bytes => OpeningFile.Parse(bytes), cancellationToken);
        var receipt = await InputFile.ReadAsync(file, "a receipt as it was downloaded", cancellationToken);
        var check = new ReceiptVerifier(keys).Check(receipt, opening);
        var findings = check.Statement is { } signed && ledger is not null ? [.. check.Findings, .. await AgainstLedgerAsync(signed, ledger, cancellationToken)] : check.Findings;
        if (findings.Count > 0)
        {
            foreach (var finding in findings)
            {
                output.Error($"The receipt does not hold: {finding}");
            }

            return ExitCodes.Failed;
        }

        Tell(file, check, opening is not null, ledger is not null);
        return ExitCodes.Ok;
    }

    private static async Task<IReadOnlyList<string>> AgainstLedgerAsync(JObject receipt, string directory, CancellationToken cancellationToken)
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
        return await new LedgerStampCheck(store).CheckAsync(stamp, cancellationToken);
    }

    private void Tell(string file, ReceiptCheck check, bool opened, bool inLedger)
    {
        output.Line($"{file} holds: not a character of what was signed has been altered since it was signed with the key {check.KeyId}.");
        if (opened)
        {
            output.Line($"It is the receipt of the person whose opening was given.");
        }

        if (inLedger)
        {
            output.Line($"The ledger holds the chain and the day's entry that the receipt names.");
        }

        foreach (var sentence in (IEnumerable<string>)[.. ReceiptSentences.Origin(check.Statement!), .. ReceiptSentences.Done(check.Statement!), .. ReceiptSentences.Remaining(check.Statement!)])
        {
            output.Text(sentence);
        }
    }
}

using System.CommandLine;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Cli.Verifying;
using DataRights.Signing;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights verify archive</c>, <c>receipt</c> and <c>ledger</c>.</summary>
internal sealed class VerifyCommand(IHostComposition composition, Output output)
{
    public Command Create() => new("verify", "Checks what the system has issued.") { Archive(), new ReceiptCommand(output).Create(), Ledger() };

    private Command Archive()
    {
        var files = new Argument<string[]>("FILE") { Description = "The zip as downloaded; of an archive in parts, one part or all of them.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("archive", "Checks every checksum of an archive, and that nothing was added or left out; of several parts also that none is missing.") { files };
        command.SetAction((parsed, token) => VerifyArchiveAsync(parsed.GetValue(files)!, token));
        return command;
    }

    private Command Ledger()
    {
        var directory = new Argument<string>("DIR") { Description = "The host's state directory, which holds ledger/." };
        var witness = new Option<string?>("--witness") { Description = "A copy of what the witness holds, with its folder heads/: checks the ledger against it as well.", HelpName = "DIR" };
        var keys = new Option<string?>("--keys") { Description = "The host's public keys, a copy of /.well-known/data-rights-keys.json: needed once days were pruned, to check the signed checkpoint.", HelpName = "FILE" };
        var command = new Command("ledger", "Checks every hash chain of the ledger and every anchor.") { directory, witness, keys };
        command.SetAction((parsed, token) => VerifyLedgerAsync(parsed.GetValue(directory)!, parsed.GetValue(witness), parsed.GetValue(keys), token));
        return command;
    }

    private async Task<int> VerifyArchiveAsync(string[] files, CancellationToken cancellationToken)
    {
        if (files.FirstOrDefault(f => !File.Exists(f)) is { } missing)
        {
            throw new CommandException($"{missing} is no file. Give the zip as it was downloaded.", ExitCodes.BadInput);
        }

        var report = await ArchiveFiles.VerifyAsync(files, cancellationToken);
        return Conclude(report.Findings, $"{(files.Length == 1 ? files[0] : $"The archive in {files.Length} parts")} holds: {report.Files} files, {report.Bytes} bytes, {report.Rows} rows in {report.Tables} tables; every SHA-256 and count is as it says.", "The archive does not hold");
    }

    private async Task<int> VerifyLedgerAsync(string directory, string? witness, string? keyFile, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(directory, "ledger")))
        {
            throw new CommandException($"{directory} holds no ledger. Give the host's state directory: it has a folder 'ledger'.", ExitCodes.BadInput);
        }

        if (witness is not null && !Directory.Exists(Path.Combine(witness, "heads")))
        {
            throw new CommandException($"{witness} holds no published heads. Give a directory with a folder 'heads': the host's witness directory, or a copy of the witness's container.", ExitCodes.BadInput);
        }

        var keys = keyFile is null ? null : await InputFile.ReadAsync(keyFile, "a JSON Web Key Set, as /.well-known/data-rights-keys.json answers it", bytes => PublicKeySet.Parse(bytes), cancellationToken);
        var verification = await composition.OpenLedger(directory, witness, keys).VerifyAsync(cancellationToken);
        var pruned = verification.PrunedThrough is { } through ? $" Its days up to {through} were pruned under a signed checkpoint." : "";
        return Conclude(verification.Findings, $"The ledger holds: {verification.Chains} chains, {verification.Entries} entries.{pruned}", "The ledger does not hold");
    }

    private int Conclude(IReadOnlyList<string> findings, FormattableString good, string bad)
    {
        if (findings.Count == 0)
        {
            output.Line(good);
            return ExitCodes.Ok;
        }

        foreach (var finding in findings)
        {
            output.Error($"{bad}: {finding}");
        }

        return ExitCodes.Failed;
    }
}

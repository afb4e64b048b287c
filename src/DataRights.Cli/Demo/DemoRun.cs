using DataRights.Api.Access;
using DataRights.Cli.Client;
using DataRights.Cli.Downloads;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Cli.Verifying;
using DataRights.Deletion.Receipts;
using DataRights.Ledger;
using DataRights.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Cli.Demo;

/// <summary>
/// The whole job, unattended, through the API as any caller would: export a person and check the archive, delete the
/// person and ask again, run retention, check the ledger. Any failure ends it with one line.
/// </summary>
internal sealed class DemoRun(IHostComposition composition, EmbeddedHost host, EmbeddedSettings settings, DemoLog log)
{
    public async Task<DemoPaths> RunAsync(CancellationToken cancellationToken)
    {
        using var api = new ApiClient(host.Address, host.Issuer.ServiceToken([AppRoles.Submit, AppRoles.Operate]));
        await FinishEarlierAsync(api, cancellationToken);
        var person = await composition.PickPersonAsync(host.Services, cancellationToken);
        var archive = await ExportAsync(api, person, cancellationToken);
        var receipt = await DeleteAsync(api, person, cancellationToken);
        await RequireGoneAsync(api, person, cancellationToken);
        await RetainAsync(cancellationToken);
        await CheckLedgerAsync(cancellationToken);
        return new(archive, receipt);
    }

    /// <summary>A run that was killed may have left a deletion in flight; its person could vanish under this one's feet.</summary>
    private async Task FinishEarlierAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var earlier = await api.InFlightAsync(cancellationToken);
        foreach (var id in earlier)
        {
            await api.WaitAsync(id, cancellationToken);
        }

        if (earlier.Count > 0)
        {
            log.Done($"Finished {earlier.Count} requests that an earlier run had left in flight.");
        }
    }

    private static async Task<RequestState> CompleteAsync(ApiClient api, string kind, IReadOnlyDictionary<string, string> person, CancellationToken cancellationToken)
    {
        var request = await api.SubmitAsync(kind, person, waiveGrace: kind == "deletion", cancellationToken);
        var ended = await api.WaitAsync(request.Id, cancellationToken);
        return ended.Status == "completed"
            ? ended
            : throw new CommandException($"The {kind} request {ended.Id} is {ended.Status} with {ended.Outcome ?? "no outcome"}. {string.Join(' ', ended.Findings)}");
    }

    private async Task<IReadOnlyList<string>> ExportAsync(ApiClient api, IReadOnlyDictionary<string, string> person, CancellationToken cancellationToken)
    {
        var request = await CompleteAsync(api, "access", person, cancellationToken);
        using var download = new ArchiveDownload(host.Address, () => host.Issuer.SubjectToken(person));
        var parts = await download.FetchAsync(request.Id, settings.DemoDirectory, cancellationToken);
        log.Done($"Exported one person: {parts.Sum(p => p.Bytes):N0} bytes downloaded{(parts.Count == 1 ? "" : $" in {parts.Count} parts")}.");
        string[] files = [.. parts.Select(p => p.File)];
        var report = await ArchiveFiles.VerifyAsync(files, cancellationToken);
        if (!report.Holds)
        {
            throw new CommandException($"The archive {string.Join(", ", files)} does not hold: {report.Findings[0]}");
        }

        log.Done($"Opened the archive again: {report.Files} files, {report.Rows:N0} rows in {report.Tables} tables, every SHA-256 right, nothing added or left out.");
        return files;
    }

    private async Task<string> DeleteAsync(ApiClient api, IReadOnlyDictionary<string, string> person, CancellationToken cancellationToken)
    {
        var request = await CompleteAsync(api, "deletion", person, cancellationToken);
        var file = Path.Combine(settings.DemoDirectory, request.Id + "-receipt.json");
        await api.DownloadReceiptAsync(request.Id, file, cancellationToken);
        log.Done($"Deleted that person without grace (development only; the ledger says so), in {request.Steps.Count} steps.");
        await CheckReceiptAsync(api, file, cancellationToken);
        foreach (var recipient in request.Recipients ?? [])
        {
            log.Done($"Told {recipient.Name}, a stand-in on this machine: {recipient.Status}.");
        }

        return file;
    }

    private async Task CheckReceiptAsync(ApiClient api, string file, CancellationToken cancellationToken)
    {
        var keys = Path.Combine(settings.DemoDirectory, "data-rights-keys.json");
        await api.DownloadKeysAsync(keys, cancellationToken);
        var check = new ReceiptVerifier(PublicKeySet.Parse(await File.ReadAllBytesAsync(keys, cancellationToken))).Check(await File.ReadAllBytesAsync(file, cancellationToken));
        if (!check.Holds)
        {
            throw new CommandException($"The receipt {file} does not hold: {check.Findings[0]}");
        }

        log.Done($"Checked the receipt offline against the published keys: the signature holds.");
    }

    private async Task RequireGoneAsync(ApiClient api, IReadOnlyDictionary<string, string> person, CancellationToken cancellationToken)
    {
        var again = await CompleteAsync(api, "access", person, cancellationToken);
        if (again.Outcome != "subject-not-found")
        {
            throw new CommandException($"The person is still found after the deletion: request {again.Id} ended with {again.Outcome ?? "no outcome"}.");
        }

        log.Done($"Asked for the person again: nobody is found.");
    }

    private async Task RetainAsync(CancellationToken cancellationToken)
    {
        foreach (var rule in await composition.RunRetentionAsync(host.Services, cancellationToken))
        {
            log.Done($"Retention rule {rule.Rule}: {rule.Days} days published as {rule.CellsPublished:N0} cells, {rule.CellsSuppressed:N0} suppressed, {rule.RowsDestroyed:N0} raw rows destroyed.");
            if (RiskLine.Of(rule.Reports) is { } line)
            {
                log.Done($"{line}");
            }
        }
    }

    private async Task CheckLedgerAsync(CancellationToken cancellationToken)
    {
        var ledger = await host.Services.GetRequiredService<ILedger>().VerifyAsync(cancellationToken);
        if (!ledger.Holds)
        {
            throw new CommandException($"The ledger does not hold: {ledger.Findings[0]}");
        }

        log.Done($"Checked the ledger: {ledger.Chains} chains, {ledger.Entries} entries, all hold.");
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using DataRights.Cli.Tests.Hosts;
using DataRights.Ledger;
using DataRights.Testing.Processes;

namespace DataRights.Cli.Tests.Kills;

/// <summary>Says whether everything that was asked for was done, once, and nothing else.</summary>
internal sealed class KillVerdict(ServedHost host, SampleDatabase sample, string data, string log)
{
    public async Task ReachAsync(RequestStream stream, CancellationToken cancellationToken)
    {
        var requests = stream.Requests;
        Assert.Equal(requests.Count, requests.Select(request => request.Id).Distinct().Count());
        Assert.Equal(requests.Select(request => request.Id!).Order(), (await AllIdsAsync(cancellationToken)).Order());
        foreach (var request in requests)
            await CheckAsync(request, cancellationToken);

        await CheckPeopleAsync(stream, cancellationToken);
        CheckLedger(requests.Count);
        await using var verification = await HostProcess.RunAsync(log, ["verify", "ledger", Path.Combine(data, "state")], cancellationToken);
        Assert.True(verification.ExitCode == 0, $"The ledger does not verify:\n{verification.Output}");
    }

    private async Task CheckAsync(StreamedRequest request, CancellationToken cancellationToken)
    {
        var view = await host.GetJsonAsync($"/api/requests/{request.Id}", cancellationToken);
        Assert.True(view.GetProperty("status").GetString() == "completed", $"A {request.Kind} did not end well: {view}");
        Assert.Equal(request.Kind, view.GetProperty("kind").GetString());
        var steps = view.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()).ToList();
        Assert.NotEmpty(steps);
        Assert.Equal(steps.Count, steps.Distinct().Count());

        if (request.IsDeletion)
        {
            var receipt = await host.GetJsonAsync($"/api/requests/{request.Id}/receipt", cancellationToken);
            Assert.Equal(JsonValueKind.Object, receipt.ValueKind);
            return;
        }

        await using var archive = await host.Client.GetStreamAsync($"/api/requests/{request.Id}/archive", cancellationToken);
        using var whole = new MemoryStream();
        await archive.CopyToAsync(whole, cancellationToken);
        whole.Position = 0;
        await ArchiveCheck.HoldsAsync(whole, cancellationToken);
    }

    /// <summary>The deleted are gone, and nobody else is.</summary>
    private async Task CheckPeopleAsync(RequestStream stream, CancellationToken cancellationToken)
    {
        var deleted = stream.Requests.Where(request => request.IsDeletion).Select(request => request.User);
        Assert.Equal(stream.Everyone.Except(deleted).Order(), await sample.UserIdsAsync(cancellationToken));
    }

    /// <summary>One chain for each request, each with one completion.</summary>
    private void CheckLedger(int requests)
    {
        var completions = Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories)
            .Where(file => file.Replace('\\', '/').Contains("/ledger/requests/", StringComparison.Ordinal))
            .Select(file => Regex.Count(File.ReadAllText(file), Regex.Escape($"\"{LedgerCodes.Completed}\"")))
            .Where(count => count > 0)
            .ToList();

        Assert.Equal(requests, completions.Count);
        Assert.All(completions, count => Assert.Equal(1, count));
    }

    private async Task<List<string>> AllIdsAsync(CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        for (var page = "/api/requests?limit=200"; page is not null;)
        {
            var answer = await host.GetJsonAsync(page, cancellationToken);
            ids.AddRange(answer.GetProperty("requests").EnumerateArray().Select(request => request.GetProperty("id").GetString()!));
            page = answer.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        return ids;
    }
}

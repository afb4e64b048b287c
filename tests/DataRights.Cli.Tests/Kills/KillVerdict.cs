using System.Net;
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
        Assert.All(requests.GroupBy(request => request.Id), shared => Assert.Single(shared.Select(request => (request.User, request.Kind)).Distinct()));
        Assert.Equal(requests.Select(request => request.Id!).Distinct().Order(), (await AllIdsAsync(cancellationToken)).Order());
        var views = new Dictionary<string, JsonElement>();
        foreach (var request in requests)
            views[request.Id!] = await host.GetJsonAsync($"/api/requests/{request.Id}", cancellationToken);

        foreach (var request in requests)
            await CheckAsync(request, views[request.Id!], stream, cancellationToken);

        foreach (var person in requests.Where(request => request.Deletes).GroupBy(request => request.User))
            Assert.Single(person.Select(request => request.Id!).Distinct(), id => views[id].Outcome == "deleted");

        await CheckPeopleAsync(stream, cancellationToken);
        CheckLedger(views.Values.Count(view => view.Status == "completed"));
        await using var verification = await HostProcess.RunAsync(log, ["verify", "ledger", Path.Combine(data, "state")], cancellationToken);
        Assert.True(verification.ExitCode == 0, $"The ledger does not verify:\n{verification.Output}");
    }

    private async Task CheckAsync(StreamedRequest request, JsonElement view, RequestStream stream, CancellationToken cancellationToken)
    {
        Assert.True(view.Status == (request.IsCancelled ? "cancelled" : "completed"), $"A {request.Kind} did not end well: {view}");
        Assert.Equal(request.Kind, view.GetProperty("kind").GetString());
        var steps = view.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()).ToList();
        Assert.Equal(steps.Count, steps.Distinct().Count());
        if (request.IsForNobody)
        {
            Assert.Equal("subject-not-found", view.Outcome);
        }
        else if (view.Outcome == "deleted")
        {
            var receipt = await host.GetJsonAsync($"/api/requests/{request.Id}/receipt", cancellationToken);
            Assert.Equal(0, receipt.GetProperty("verification").GetProperty("left").GetInt64());
        }
        else if (!request.IsDeletion)
        {
            await CheckExportAsync(request, view, stream.Requests.Any(other => other.Deletes && other.User == request.User), cancellationToken);
        }
    }

    /// <summary>Whoever was deleted is nobody, to whom there is no archive; everybody else's holds.</summary>
    private async Task CheckExportAsync(StreamedRequest request, JsonElement view, bool wasDeleted, CancellationToken cancellationToken)
    {
        using var answer = await host.GetArchiveAsync(request.Id!, new Dictionary<string, string> { ["user_id"] = $"{request.User}" }, cancellationToken);
        if (wasDeleted)
        {
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound && !view.GetProperty("links").TryGetProperty("archive", out _), $"The archive of a deleted person was answered with {(int)answer.StatusCode}: {view}");
            return;
        }

        Assert.True(answer.IsSuccessStatusCode, $"{view}");
        Assert.NotEmpty(view.GetProperty("steps").EnumerateArray());
        using var whole = new MemoryStream(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        await ArchiveCheck.HoldsAsync(whole, cancellationToken);
    }

    /// <summary>The deleted are gone, and nobody else is.</summary>
    private async Task CheckPeopleAsync(RequestStream stream, CancellationToken cancellationToken)
    {
        var deleted = stream.Requests.Where(request => request.Deletes).Select(request => request.User);
        Assert.Equal(stream.Everyone.Except(deleted).Order(), await sample.UserIdsAsync(cancellationToken));
    }

    /// <summary>One chain for each request, each with at most one completion; that nobody was found is one.</summary>
    private void CheckLedger(int completed)
    {
        var completions = Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories)
            .Where(file => file.Replace('\\', '/').Contains("/ledger/requests/", StringComparison.Ordinal))
            .Select(file => Regex.Count(File.ReadAllText(file), $"\"({Regex.Escape(LedgerCodes.Completed)}|{Regex.Escape(LedgerCodes.SubjectNotFound)})\""))
            .Where(count => count > 0)
            .ToList();

        Assert.Equal(completed, completions.Count);
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

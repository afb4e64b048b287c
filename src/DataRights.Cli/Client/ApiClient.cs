using System.Net.Http.Json;
using DataRights.Api.Json;
using DataRights.Api.Retention;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Client;

/// <summary>Calls a host's API as any other program would. An answer that is an error ends the command with its detail.</summary>
/// <param name="address">Where the host answers.</param>
/// <param name="token">Shown with every call that is given no other; must be good for submitting and reading.</param>
public sealed class ApiClient(Uri address, string token) : IDisposable
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan ReplayEvery = TimeSpan.FromSeconds(1);

    private readonly HttpClient http = new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };

    public async Task<RequestState> SubmitAsync(string kind, IReadOnlyDictionary<string, string> identifiers, bool waiveGrace, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("/api/requests", new { kind, identifiers, waiveGrace }, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    /// <summary>Submits a body as it is.</summary>
    public async Task<RequestState> SubmitAsync(IReadOnlyDictionary<string, object> body, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("/api/requests", body, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    /// <summary>Asks until the request has ended, or waits for an operator.</summary>
    public async Task<RequestState> WaitAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var response = await http.GetAsync($"/api/requests/{id}", cancellationToken);
            var state = await ReadAsync(response, cancellationToken);
            if (state.HasEnded)
            {
                return state;
            }

            await Task.Delay(PollEvery, cancellationToken);
        }
    }

    /// <summary>The ids of the requests that are being worked or wait for their turn; deletions in their grace are not among them.</summary>
    public async Task<IReadOnlyList<string>> InFlightAsync(CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        foreach (var status in new[] { "accepted", "queued", "running" })
        {
            using var response = await http.GetAsync($"/api/requests?status={status}&limit=200", cancellationToken);
            await HostAnswer.RequireAsync(response, cancellationToken);
            var page = await response.Content.ReadFromJsonAsync<RequestList>(cancellationToken);
            ids.AddRange(page?.Requests.Select(r => r.Id) ?? []);
        }

        return ids;
    }

    public async Task<RequestState> GetAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"/api/requests/{Uri.EscapeDataString(id)}", cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    public async Task<RequestState> ApproveAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsync($"/api/requests/{Uri.EscapeDataString(id)}/approve", null, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    public async Task<RequestState> AllowDownloadsAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsync($"/api/requests/{Uri.EscapeDataString(id)}/archive/allow", null, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    /// <summary>Calls for a replay again and again, until it is finished or an operator is needed.</summary>
    public async Task<ReplayState> ReplayAsync(IReadOnlyDictionary<string, object> order, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var response = await http.PostAsJsonAsync("/api/replays", order, cancellationToken);
            await HostAnswer.RequireAsync(response, cancellationToken);
            var state = await response.Content.ReadFromJsonAsync<ReplayState>(cancellationToken)
                ?? throw new CommandException("The host answered with an empty body.");
            if (state.Finished is not null || state.Stuck)
            {
                return state;
            }

            await Task.Delay(ReplayEvery, cancellationToken);
        }
    }

    /// <summary>Places a hold; the same key again answers with the same one.</summary>
    public async Task<HoldState> PlaceHoldAsync(IReadOnlyDictionary<string, object> order, string idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/holds") { Content = JsonContent.Create(order), Headers = { { "Idempotency-Key", idempotencyKey } } };
        using var response = await http.SendAsync(request, cancellationToken);
        return await HostAnswer.ReadAsync<HoldState>(response, cancellationToken);
    }

    public async Task<IReadOnlyList<HoldState>> HoldsAsync(bool all, string? request, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"/api/holds?state={(all ? "all" : "active")}{(request is null ? "" : $"&request={Uri.EscapeDataString(request)}")}", cancellationToken);
        return (await HostAnswer.ReadAsync<HoldStates>(response, cancellationToken)).Holds;
    }

    /// <summary>Releases or reviews a hold.</summary>
    public async Task<HoldState> ChangeHoldAsync(string id, string what, IReadOnlyDictionary<string, object> body, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync($"/api/holds/{Uri.EscapeDataString(id)}/{what}", body, cancellationToken);
        return await HostAnswer.ReadAsync<HoldState>(response, cancellationToken);
    }

    /// <summary>What the retention rules have done: of all, or of one; so many periods of each.</summary>
    public async Task<RetentionStates> RetentionAsync(string? rule, int limit, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(FormattableString.Invariant($"/api/retention?limit={limit}") + (rule is null ? "" : $"&rule={Uri.EscapeDataString(rule)}"), cancellationToken);
        return await HostAnswer.ReadAsync<RetentionStates>(response, cancellationToken);
    }

    /// <summary>The risk reports of a rule's newest periods, oldest first.</summary>
    public async Task<RiskReportsJson> RiskReportsAsync(string rule, int last, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(FormattableString.Invariant($"/api/retention/{Uri.EscapeDataString(rule)}/reports?last={last}"), cancellationToken);
        await HostAnswer.RequireAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync<RiskReportsJson>(ApiJson.Options, cancellationToken)
            ?? throw new CommandException("The host answered with an empty body.");
    }

    /// <summary>Writes the request's receipt to a file, whole or not at all; returns its size.</summary>
    public Task<long> DownloadReceiptAsync(string id, string file, CancellationToken cancellationToken) =>
        DownloadAsync(new(HttpMethod.Get, $"/api/requests/{id}/receipt"), file, cancellationToken);

    /// <summary>Writes the public keys that check receipts to a file, whole or not at all; returns its size.</summary>
    public Task<long> DownloadKeysAsync(string file, CancellationToken cancellationToken) =>
        DownloadAsync(new(HttpMethod.Get, "/.well-known/data-rights-keys.json"), file, cancellationToken);

    public void Dispose() => http.Dispose();

    private async Task<long> DownloadAsync(HttpRequestMessage message, string file, CancellationToken cancellationToken)
    {
        using var request = message;
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await HostAnswer.RequireAsync(response, cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var partial = file + ".part";
        await using (var target = File.Create(partial))
        {
            await response.Content.CopyToAsync(target, cancellationToken);
        }

        File.Move(partial, file, overwrite: true);
        return new FileInfo(file).Length;
    }

    private static Task<RequestState> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => HostAnswer.ReadAsync<RequestState>(response, cancellationToken);
}

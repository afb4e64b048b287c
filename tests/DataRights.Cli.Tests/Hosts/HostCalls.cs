using System.Net.Http.Json;
using System.Text.Json;

namespace DataRights.Cli.Tests.Hosts;

/// <summary>What a caller does with a host: submit, wait, act.</summary>
internal static class HostCalls
{
    /// <summary>A limit for a host that hangs, not a measure of its speed.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>The view of the request that was accepted.</summary>
    public static async Task<JsonElement> SubmitAsync(
        this ServedHost host, string kind, IReadOnlyDictionary<string, string> person, CancellationToken cancellationToken, bool waiveGrace = false)
    {
        using var answer = await host.Client.PostAsJsonAsync("/api/requests", new { kind, identifiers = person, waiveGrace }, cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    /// <summary>Submits and waits for the end.</summary>
    public static async Task<JsonElement> DoAsync(
        this ServedHost host, string kind, IReadOnlyDictionary<string, string> person, CancellationToken cancellationToken)
    {
        var request = await host.SubmitAsync(kind, person, cancellationToken, waiveGrace: kind == "deletion");
        return await host.UntilEndedAsync(request.Id, cancellationToken);
    }

    public static Task<JsonElement> UntilEndedAsync(this ServedHost host, string id, CancellationToken cancellationToken) =>
        host.UntilAsync(id, view => view.Status is "completed" or "failed" or "cancelled" or "waiting", cancellationToken);

    public static async Task<JsonElement> UntilAsync(this ServedHost host, string id, Func<JsonElement, bool> wanted, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        var view = default(JsonElement);
        try
        {
            while (true)
            {
                view = await host.GetJsonAsync($"/api/requests/{id}", limit.Token);
                if (wanted(view))
                    return view;

                await Task.Delay(100, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The request never came to where it should; it stands so: {view}\nThe host wrote:\n{host.Output}");
        }
    }

    /// <summary>Cancels or retries.</summary>
    public static async Task<JsonElement> ActAsync(this ServedHost host, string id, string action, CancellationToken cancellationToken)
    {
        using var answer = await host.Client.PostAsync($"/api/requests/{id}/{action}", null, cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    public static async Task<MemoryStream> ArchiveAsync(
        this ServedHost host, string id, IReadOnlyDictionary<string, string> person, CancellationToken cancellationToken)
    {
        using var answer = await host.GetArchiveAsync(id, person, cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"The archive was answered with {(int)answer.StatusCode}.");
        return new(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    extension(JsonElement view)
    {
        public string Id => view.GetProperty("id").GetString()!;

        public string? Status => view.GetProperty("status").GetString();

        public string? Outcome => view.TryGetProperty("outcome", out var outcome) ? outcome.GetString() : null;
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"The call was answered with {(int)answer.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }
}

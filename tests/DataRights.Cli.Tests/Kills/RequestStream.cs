using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DataRights.Cli.Tests.Hosts;

namespace DataRights.Cli.Tests.Kills;

/// <summary>Requests drawn at random, each sent until the host has said that it has it, and now and then once more.</summary>
internal sealed class RequestStream(Random random)
{
    private static readonly string[] Ended = ["completed", "failed", "cancelled", "waiting"];

    private readonly List<StreamedRequest> requests = [];

    public IReadOnlyList<StreamedRequest> Requests => requests;

    public int Sent => requests.Count(request => request.IsSent);

    /// <summary>Everyone who was there before the first request.</summary>
    public IReadOnlyList<long> Everyone { get; private set; } = [];

    public void Draw(long[] users, int count)
    {
        Everyone = [.. users];
        Assert.True(users.Length >= count, $"The sample has {users.Length} people; the stream needs {count}.");
        requests.AddRange(RequestDraw.Of(random, users, count));
    }

    /// <summary>Sends up to so many that were not sent yet; stops in the middle when the host is gone.</summary>
    public async Task SendAsync(ServedHost host, int most, CancellationToken cancellationToken)
    {
        try
        {
            await host.WaitUntilHealthyAsync(cancellationToken);
            foreach (var request in requests.Where(request => !request.IsSent).Take(most))
                await SendAsync(host, request, cancellationToken);
        }
        catch (Exception trouble) when (trouble is HttpRequestException or OperationCanceledException && host.WasKilled)
        {
            // The answer is lost; the request may be there or not. It is sent again under the same key.
        }
    }

    public async Task WaitUntilFinishedAsync(ServedHost host, CancellationToken cancellationToken)
    {
        // A limit for a host that hangs, not a measure of its speed.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(10));
        foreach (var request in requests)
        {
            for (var status = ""; !Ended.Contains(status); status = await StatusAsync(host, request.Id!, limit.Token))
                await Task.Delay(200, limit.Token);
        }
    }

    private static async Task<string> StatusAsync(ServedHost host, string id, CancellationToken cancellationToken) =>
        (await host.GetJsonAsync($"/api/requests/{id}", cancellationToken)).GetProperty("status").GetString()!;

    private async Task SendAsync(ServedHost host, StreamedRequest request, CancellationToken cancellationToken)
    {
        request.Id = await SubmitAsync(host, request, cancellationToken);
        if (random.Next(3) == 0)
            Assert.Equal(request.Id, await SubmitAsync(host, request, cancellationToken));

        if (request.IsCancelled)
            await CancelAsync(host, request.Id, cancellationToken);

        request.IsSent = true;
    }

    /// <summary>An earlier cancel whose answer was lost has cancelled it already.</summary>
    private static async Task CancelAsync(ServedHost host, string id, CancellationToken cancellationToken)
    {
        using var answer = await host.Client.PostAsync($"/api/requests/{id}/cancel", null, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Conflict)
            Assert.True(answer.IsSuccessStatusCode, $"A cancel was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");

        Assert.Equal("cancelled", await StatusAsync(host, id, cancellationToken));
    }

    private static async Task<string> SubmitAsync(ServedHost host, StreamedRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/requests")
        {
            Content = JsonContent.Create(new Dictionary<string, object>
            {
                ["kind"] = request.Kind,
                ["identifiers"] = new Dictionary<string, string> { ["user_id"] = $"{request.User}" },
                ["waiveGrace"] = request.IsDeletion && !request.IsCancelled,
            }),
        };
        message.Headers.Add("Idempotency-Key", request.Key);
        using var answer = await host.Client.SendAsync(message, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && body.Contains("source-unavailable", StringComparison.Ordinal))
        {
            // The database's lock was another's. Nothing was changed, says the answer, and to make the same call again.
            await Task.Delay(200, cancellationToken);
            return await SubmitAsync(host, request, cancellationToken);
        }

        Assert.True(answer.IsSuccessStatusCode, $"The submit of a {request.Kind} was answered with {(int)answer.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }
}

using DataRights.Cli.Tests.Hosts;
using System.Net.Http.Json;
using System.Text.Json;

namespace DataRights.Cli.Tests.Kills;

/// <summary>Exports and deletions of people drawn at random, each person once, sent until the host has said that it has them.</summary>
internal sealed class RequestStream(Random random)
{
    private static readonly string[] Ended = ["completed", "failed", "cancelled", "waiting"];

    private readonly List<StreamedRequest> requests = [];

    public IReadOnlyList<StreamedRequest> Requests => requests;

    public int Accepted => requests.Count(request => request.Id is not null);

    /// <summary>Everyone who was there before the first request.</summary>
    public IReadOnlyList<long> Everyone { get; private set; } = [];

    public void Draw(long[] users, int count)
    {
        Everyone = [.. users];
        Assert.True(users.Length >= count, $"The sample has {users.Length} people; the stream needs {count}.");
        random.Shuffle(users);
        requests.AddRange(users.Take(count).Select(user => new StreamedRequest(random.Next(2) == 0 ? "access" : "deletion", user)));
    }

    /// <summary>Sends up to so many that were not accepted yet; stops in the middle when the host is gone.</summary>
    public async Task SubmitAsync(ServedHost host, int most, CancellationToken cancellationToken)
    {
        try
        {
            await host.WaitUntilHealthyAsync(cancellationToken);
            foreach (var request in requests.Where(request => request.Id is null).Take(most))
                request.Id = await SubmitAsync(host, request, cancellationToken);
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
            for (var status = ""; !Ended.Contains(status); status = await StatusAsync(host, request, limit.Token))
                await Task.Delay(200, limit.Token);
        }
    }

    private static async Task<string> StatusAsync(ServedHost host, StreamedRequest request, CancellationToken cancellationToken) =>
        (await host.GetJsonAsync($"/api/requests/{request.Id}", cancellationToken)).GetProperty("status").GetString()!;

    private static async Task<string> SubmitAsync(ServedHost host, StreamedRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/requests")
        {
            Content = JsonContent.Create(new Dictionary<string, object>
            {
                ["kind"] = request.Kind,
                ["identifiers"] = new Dictionary<string, string> { ["user_id"] = $"{request.User}" },
                ["waiveGrace"] = request.IsDeletion,
            }),
        };
        message.Headers.Add("Idempotency-Key", request.Key);
        using var answer = await host.Client.SendAsync(message, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"The submit of a {request.Kind} was answered with {(int)answer.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }
}

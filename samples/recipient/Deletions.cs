using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DataRights.Samples.Recipient;

/// <summary>Takes calls: checks them, deletes, and confirms in the way that it is told to behave.</summary>
public sealed class Deletions(Customers customers, SignatureCheck signatures, TimeProvider time) : IAsyncDisposable
{
    private const int CallbackTries = 5;

    private readonly HttpClient client = new();
    private readonly ConcurrentBag<Task> under = [];
    private readonly CancellationTokenSource stopping = new();
    private int calls;
    private int failed;

    public RecipientBehaviour Behaviour { get; set; } = new();

    public ConcurrentQueue<string> Told { get; } = new();

    public int Calls => Volatile.Read(ref calls);

    public async Task TakeAsync(HttpContext context)
    {
        if (await BeginAsync(context) is not { } body)
        {
            return;
        }

        Telling telling;
        try
        {
            telling = Telling.Read(body);
        }
        catch (JsonException)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, "malformed");
            return;
        }

        Told.Enqueue(telling.Key);
        if (Behaviour.Refuses)
        {
            await AnswerAsync(context, StatusCodes.Status422UnprocessableEntity, "refused");
        }
        else if (Behaviour.Confirm == "answer" || customers.OutcomeOf(telling.Key) is not null)
        {
            await AnswerAsync(context, StatusCodes.Status200OK, customers.Delete(telling.Key, telling.Identifiers));
        }
        else
        {
            context.Response.Headers.Location = RecipientHost.Path + "/" + telling.Key;
            await AnswerAsync(context, StatusCodes.Status202Accepted, "accepted");
            under.Add(FinishAsync(telling, Behaviour));
        }
    }

    /// <summary>Says whether a telling is done.</summary>
    public async Task ReportAsync(HttpContext context, string key)
    {
        if (await BeginAsync(context) is not null)
        {
            await AnswerAsync(context, StatusCodes.Status200OK, customers.OutcomeOf(key) ?? "pending");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(under).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
        client.Dispose();
    }

    private static Task AnswerAsync(HttpContext context, int status, string word)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { status = word }, context.RequestAborted);
    }

    /// <summary>The body of a call that is to be worked; null when it has been answered.</summary>
    private async Task<byte[]?> BeginAsync(HttpContext context)
    {
        Interlocked.Increment(ref calls);
        var behaviour = Behaviour;
        if (behaviour.DownUntil > time.GetUtcNow())
        {
            context.Abort();
            return null;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (!signatures.Holds(context.Request.Headers, body.ToArray()))
        {
            await AnswerAsync(context, StatusCodes.Status401Unauthorized, "signature");
            return null;
        }

        await Task.Delay(behaviour.Slow, context.RequestAborted);
        if (Interlocked.Increment(ref failed) <= behaviour.FailFirst)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return null;
        }

        return body.ToArray();
    }

    /// <summary>Deletes, then says so.</summary>
    private async Task FinishAsync(Telling telling, RecipientBehaviour behaviour)
    {
        await Task.Yield();
        var outcome = customers.Delete(telling.Key, telling.Identifiers);
        if (behaviour.Confirm != "callback" || behaviour.LosesCallbacks || telling.CallbackUrl is null)
        {
            return;
        }

        for (var attempt = 1; attempt <= CallbackTries; attempt++)
        {
            try
            {
                using var answer = await client.PostAsJsonAsync(telling.CallbackUrl, new { key = telling.Key, token = telling.CallbackToken, status = outcome }, stopping.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // The other side is away: again in a moment.
            }

            await Task.Delay(TimeSpan.FromSeconds(attempt), time, stopping.Token);
        }
    }
}

using DataRights.Webhooks;

namespace DataRights.Telemetry;

/// <summary>Attempts to deliver webhooks. Told once the attempt is written down, so that of two senders of one event one counts.</summary>
internal static class WebhookMeter
{
    private static readonly Count Attempts = Instruments.Count(MetricCatalog.WebhookAttempts);

    public static void Tried(WebhookAnswer answer, WebhookState after)
    {
        var result = answer.Verdict == WebhookVerdict.Delivered ? "delivered"
            : after.Stopped switch { WebhookState.Gone => "gone", WebhookState.GivenUp => "givenUp", _ => "retried" };
        Attempts.Add(1, result, answer.Code);
    }
}

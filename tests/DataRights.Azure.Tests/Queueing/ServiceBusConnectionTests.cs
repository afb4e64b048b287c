using DataRights.Azure.Queueing;

namespace DataRights.Azure.Tests.Queueing;

public sealed class ServiceBusConnectionTests
{
    [Fact]
    public void A_send_with_all_its_tries_ends_before_an_http_call_is_cut_off()
    {
        var retries = ServiceBusConnection.Retries;
        var longest = (retries.TryTimeout * (retries.MaxRetries + 1)) + (retries.MaxDelay * retries.MaxRetries);
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(120));
    }

    [Fact]
    public void A_connection_string_is_not_shown() =>
        Assert.DoesNotContain("canary", new ServiceBusConnection(null, "Endpoint=sb://x;SharedAccessKey=canary").ToString(), StringComparison.Ordinal);
}

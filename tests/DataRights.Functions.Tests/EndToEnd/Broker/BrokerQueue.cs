namespace DataRights.Functions.Tests.EndToEnd.Broker;

/// <summary>One queue, or the dead letters of one. Its broker sees to it that one caller at a time is in here.</summary>
internal sealed class BrokerQueue
{
    private readonly Dictionary<string, DateTimeOffset> seen = [];

    public List<BrokerMessage> Messages { get; } = [];

    /// <summary>Whether the id is new within the window of duplicate detection.</summary>
    public bool IsNew(string id, DateTimeOffset now)
    {
        var isNew = !seen.TryGetValue(id, out var at) || now - at >= Broker.DuplicateWindow;
        if (isNew)
        {
            seen[id] = now;
        }

        return isNew;
    }

    public BrokerMessage? Locked(Guid token, DateTimeOffset now) => Messages.FirstOrDefault(m => m.Lock == token && token != Guid.Empty && m.Due > now);

    public IReadOnlyList<BrokerMessage> Deliverable(DateTimeOffset now) => [.. Messages.Where(m => m.Due <= now)];
}

namespace DataRights.Functions.Tests.EndToEnd.Broker;

/// <summary>A message as the broker holds it.</summary>
internal sealed class BrokerMessage
{
    public required long Sequence { get; init; }

    public required string Id { get; init; }

    public required BinaryData Body { get; init; }

    public string? Subject { get; init; }

    public string? ContentType { get; init; }

    public required IReadOnlyDictionary<string, object> Properties { get; init; }

    /// <summary>When it can be delivered: its scheduled time, or the end of its lock.</summary>
    public required DateTimeOffset Due { get; set; }

    public int Deliveries { get; set; }

    /// <summary>The lock of the last delivery; empty when that was settled.</summary>
    public Guid Lock { get; set; }

    /// <summary>Everything in it that somebody could read.</summary>
    public string Text => string.Join('\n', Properties.Select(p => $"{p.Key}={p.Value}").Prepend($"{Id} {Subject} {ContentType} {Body}"));
}

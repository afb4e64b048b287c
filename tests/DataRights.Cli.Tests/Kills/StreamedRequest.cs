namespace DataRights.Cli.Tests.Kills;

/// <summary>A request of the stream. Its key makes it safe to send again when the answer was lost in a kill.</summary>
internal sealed class StreamedRequest(string kind, long user, string key)
{
    public string Kind { get; } = kind;

    public long User { get; } = user;

    public string Key { get; } = key;

    /// <summary>The person is nobody of the sample.</summary>
    public bool IsForNobody { get; init; }

    /// <summary>Submitted with its days of grace, and cancelled in them.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Its id, once an answer came through. Two requests for one person may be answered with one.</summary>
    public string? Id { get; set; }

    /// <summary>Nothing is left to be sent for it.</summary>
    public bool IsSent { get; set; }

    public bool IsDeletion => Kind == "deletion";

    /// <summary>It deletes somebody in the end.</summary>
    public bool Deletes => IsDeletion && !IsCancelled && !IsForNobody;
}

namespace DataRights.Cli.Tests.Kills;

/// <summary>A request of the stream. Its key makes it safe to send again when the answer was lost in a kill.</summary>
internal sealed class StreamedRequest(string kind, long user)
{
    public string Kind { get; } = kind;

    public long User { get; } = user;

    public string Key { get; } = $"kill-{kind}-{user}";

    /// <summary>Its id, once an answer came through.</summary>
    public string? Id { get; set; }

    public bool IsDeletion => Kind == "deletion";
}

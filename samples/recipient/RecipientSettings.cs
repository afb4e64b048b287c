namespace DataRights.Samples.Recipient;

/// <summary>Where the stand-in keeps its customers, and how it behaves.</summary>
public sealed record RecipientSettings
{
    /// <summary>A SQLite file; made when missing.</summary>
    public required string Database { get; init; }

    /// <summary>The secrets that calls are signed with, one a line. Read at each call, so that they can be exchanged.</summary>
    public required string SecretFile { get; init; }

    /// <summary>The PythonPro sample's SQLite database; its accounts become customers when the stand-in's database is made.</summary>
    public string? People { get; init; }

    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    public RecipientBehaviour Behaviour { get; init; } = new();
}

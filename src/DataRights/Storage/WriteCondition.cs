namespace DataRights.Storage;

/// <summary>What must hold for a write to take place (RFC 9110 If-Match, If-None-Match).</summary>
public readonly record struct WriteCondition
{
    private WriteCondition(string? version, bool mustNotExist)
    {
        Version = version;
        MustNotExist = mustNotExist;
    }

    /// <summary>The version that must be the current one, when set.</summary>
    public string? Version { get; }

    public bool MustNotExist { get; }

    /// <summary>No condition. Only for objects that nothing else writes.</summary>
    public static WriteCondition None => default;

    /// <summary>The object must not exist yet.</summary>
    public static WriteCondition IfAbsent => new(null, true);

    /// <summary>The object must still be the version that was read.</summary>
    public static WriteCondition IfVersion(string version) => new(version, false);
}

namespace DataRights.Mapping;

/// <summary>
/// Whom to ask, before a deletion's first effect, to stop the person's account from writing: sign-in blocked, sessions
/// revoked. <paramref name="Connection"/> names a setting.
/// </summary>
/// <param name="Connection">The name of the setting that holds the hook's address.</param>
/// <param name="Identifiers">What the hook knows the person by; nothing else is told to it.</param>
/// <param name="Within">How long one call may take until the hook has confirmed.</param>
public sealed record FreezeRule(string Connection, IReadOnlyList<string> Identifiers, TimeSpan Within);

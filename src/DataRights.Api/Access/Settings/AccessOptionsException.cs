namespace DataRights.Api.Access.Settings;

/// <summary>The access settings cannot be used. The message lists everything wrong, each with the setting's name and how to mend it.</summary>
public sealed class AccessOptionsException(IReadOnlyList<string> faults)
    : Exception($"The access settings cannot be used:\n{string.Join('\n', faults.Select(f => "  " + f))}")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}

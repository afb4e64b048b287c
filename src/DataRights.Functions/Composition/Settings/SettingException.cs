namespace DataRights.Functions.Composition.Settings;

/// <summary>The settings cannot be used. The message lists everything wrong, each with the setting's name and how to mend it; it quotes no value that may be secret.</summary>
public sealed class SettingException(IReadOnlyList<string> faults)
    : Exception($"The settings cannot be used:\n{string.Join('\n', faults.Select(f => "  " + f))}")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}

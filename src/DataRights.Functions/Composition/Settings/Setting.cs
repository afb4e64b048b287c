namespace DataRights.Functions.Composition.Settings;

/// <summary>A setting by the name it has in the app's settings, with <c>__</c> between its parts.</summary>
/// <param name="Name">The name.</param>
/// <param name="Default">What holds when it is not set; null where nothing does.</param>
public sealed record Setting(string Name, string? Default = null)
{
    /// <summary>The name that configuration knows it by.</summary>
    public string Key => Name.Replace("__", ":", StringComparison.Ordinal);
}

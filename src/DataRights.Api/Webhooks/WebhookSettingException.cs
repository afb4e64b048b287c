namespace DataRights.Api.Webhooks;

/// <summary>A webhook setting cannot be used. Names the setting and says how to mend it; never repeats its value.</summary>
public sealed class WebhookSettingException(string setting, string what) : Exception($"The setting {setting} {what}")
{
    public string Setting { get; } = setting;
}

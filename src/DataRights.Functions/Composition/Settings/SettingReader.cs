using System.Globalization;
using System.Text.RegularExpressions;
using DataRights.Api;
using Microsoft.Extensions.Configuration;

namespace DataRights.Functions.Composition.Settings;

/// <summary>Reads settings and gathers what is wrong with them, so that all of it is told at once.</summary>
internal sealed partial class SettingReader(IConfiguration configuration)
{
    private readonly List<string> faults = [];

    /// <summary>The value, or the default; null when there is neither. Blank counts as not set: that is how portals unset one.</summary>
    public string? Text(Setting setting) =>
        configuration[setting.Key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : setting.Default;

    public Uri? HttpsAddress(Setting setting)
    {
        if (Text(setting) is not { } text)
        {
            return null;
        }

        return SafeAddress.Read(text) is { UserInfo.Length: 0 } address ? address : Fault<Uri>($"{setting.Name} must be an absolute https address, such as https://name.example.");
    }

    public TimeSpan Time(Setting setting, TimeSpan least, TimeSpan most)
    {
        var isGood = TimeSpan.TryParseExact(Text(setting), "c", CultureInfo.InvariantCulture, out var time) && time >= least && time <= most;
        return isGood ? time : Fault<TimeSpan>(string.Create(CultureInfo.InvariantCulture, $"{setting.Name} must be from {least} to {most}, written hours:minutes:seconds, or days.hours:minutes:seconds."));
    }

    public int Whole(Setting setting, int least, int most)
    {
        var isGood = int.TryParse(Text(setting), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;
        return isGood ? number : Fault<int>(string.Create(CultureInfo.InvariantCulture, $"{setting.Name} must be a whole number from {least} to {most}."));
    }

    public string QueueName(Setting setting)
    {
        var name = Text(setting)!;
        return QueueNameShape().IsMatch(name) ? name : Fault<string>($"{setting.Name} must be a queue's name: 1 to 50 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit.") ?? "";
    }

    /// <summary>Exactly one of them must be set.</summary>
    public void RequireOne(string what, params ReadOnlySpan<Setting> settings)
    {
        var names = new List<string>();
        var set = 0;
        foreach (var setting in settings)
        {
            names.Add(setting.Name);
            set += Text(setting) is null ? 0 : 1;
        }

        if (set != 1)
        {
            faults.Add($"{what}: set exactly one of {string.Join(", ", names)}; {(set == 0 ? "none is" : "more than one is")}.");
        }
    }

    /// <summary>Both must not be set.</summary>
    public void RefuseBoth(string what, Setting one, Setting other)
    {
        if (Text(one) is not null && Text(other) is not null)
        {
            faults.Add($"{what}: set {one.Name} or {other.Name}, not both.");
        }
    }

    public void Add(string fault) => faults.Add(fault);

    /// <exception cref="SettingException">Something is wrong.</exception>
    public void Finish()
    {
        if (faults.Count > 0)
        {
            throw new SettingException(faults);
        }
    }

    private T? Fault<T>(string fault)
    {
        faults.Add(fault);
        return default;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._-]{0,48}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex QueueNameShape();
}

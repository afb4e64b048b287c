namespace DataRights.Sql.Retention;

/// <summary>
/// What a user agent's text tells. Both databases judge by these lists, in this order. Parts of <see cref="Browsers"/> are
/// compared exactly, and only where the text begins as browsers' do; all others without regard to the case of A to Z.
/// </summary>
internal static class UserAgents
{
    public const string Bot = "bot";
    public const string Other = "other";

    /// <summary>How the texts of browsers begin; other texts are a name before a version.</summary>
    public static readonly string[] Beginnings = ["Mozilla/", "Opera/"];

    /// <summary>A part, and the browser that it means: those that name others to be let in come before the others.</summary>
    public static readonly (string Part, string Family)[] Browsers =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("Edge/", "Edge"),
        ("OPR/", "Opera"), ("OPiOS/", "Opera"), ("Opera", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"), ("YaBrowser/", "Yandex Browser"), ("Vivaldi/", "Vivaldi"), ("UCBrowser/", "UC Browser"),
        ("DuckDuckGo/", "DuckDuckGo"), ("Ddg/", "DuckDuckGo"),
        ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Chromium/", "Chrome"),
        ("MSIE ", "Internet Explorer"), ("Trident/", "Internet Explorer"),
        ("Safari/", "Safari"), ("AppleWebKit/", "Safari"),
    ];

    public static readonly string[] Bots =
        ["bot/", "bot;", "bot)", "bot-", "crawler", "spider", "slurp", "facebookexternalhit", "bingpreview", "headlesschrome/", "lighthouse", "python-requests/", "curl/", "wget/"];

    public static readonly string[] Tablets = ["ipad", "tablet;", "kindle", "silk/", "playbook"];

    /// <summary>With <see cref="Android"/>, which alone means a tablet.</summary>
    public static readonly string[] Mobiles = ["mobi", "iphone", "ipod", "windows phone"];

    public const string Android = "android";

    public static readonly string[] Desktops = ["windows nt", "macintosh", "x11", "cros ", "linux"];
}

using Bogus;

namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>Gives everybody one to three devices, and adds devices that nobody has signed in on.</summary>
internal static class DeviceFactory
{
    private static readonly string[] DesktopBrowsers = ["Chrome 129.0", "Chrome 130.0", "Chrome 131.0", "Chrome 130.0", "Chrome 131.0", "Firefox 128.0", "Firefox 131.0", "Safari 17.6", "Edge 130.0"];
    private static readonly string[] MobileBrowsers = ["Chrome 130.0", "Chrome 131.0", "Chrome 129.0", "Safari 17.6", "Safari 18.0"];
    private static readonly string[] DesktopScreens = ["1920x1080", "1366x768", "2560x1440", "1536x864"];
    private static readonly string[] MobileScreens = ["390x844", "412x915", "360x800"];

    public static IEnumerable<Device> Create(World world)
    {
        foreach (var person in world.Active)
        {
            var dice = world.Dice("devices", person.Id);
            var count = person.Id == PythonProPeople.Heavy ? 6 : 1 + dice.Skewed(2);
            for (var i = 0; i < count; i++)
            {
                yield return Make(world, dice, person, person.Region, person.CreatedAt);
            }
        }

        for (var i = 0; i < world.Scaled(600); i++)
        {
            var dice = world.Dice("visitors", i);
            yield return Make(world, dice, null, Region.At(dice.Number(0, 99)), world.Now.AddDays(-200));
        }
    }

    private static Device Make(World world, Randomizer dice, Person? owner, Region region, DateTimeOffset since)
    {
        var mobile = dice.Bool(0.27f);
        var browser = dice.ArrayElement(mobile ? MobileBrowsers : DesktopBrowsers);
        var safari = browser.StartsWith("Safari", StringComparison.Ordinal);
        var first = dice.Between(since, since.AddDays(20));
        return new Device(
            dice.Uuid4(),
            owner,
            region,
            mobile ? (dice.Bool(0.1f) ? "tablet" : "mobile") : "desktop",
            browser,
            mobile ? (safari ? "iOS 18" : "Android 14") : safari ? "macOS 15" : dice.ArrayElement(["Windows 11", "Windows 10", "Ubuntu 24.04", "macOS 15"]),
            dice.ArrayElement(mobile ? MobileScreens : DesktopScreens),
            owner is not null && dice.Bool(0.6f) ? owner.Address : dice.Address(),
            first,
            dice.Between(first, world.Now));
    }
}

using Bogus;

namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>
/// Two hundred days of visits that end at the world's now. A day's busiest combinations of country, browser and device
/// are shared by more than ten people and most others by fewer, so that totals have something to publish and to hold back.
/// </summary>
internal static class Traffic
{
    private const int Days = 200;
    private static readonly int[] SharedDaysAgo = [95, 40, 3];
    private static readonly string?[] Referrers = [null, null, "https://www.example.com/search", "https://forum.example.org/", "https://news.example.net/"];
    private static readonly string[] Pages = ["/", "/blog", "/pricing", "/playground", "/contact"];

    public static IEnumerable<PageView> All(World world)
    {
        var visitors = world.Devices.Where(d => d.Owner?.Id != PythonProPeople.Heavy).ToArray();
        for (var daysAgo = Days - 1; daysAgo >= 0; daysAgo--)
        {
            foreach (var view in Day(world, visitors, daysAgo))
            {
                yield return view;
            }
        }

        foreach (var view in Shared(world))
        {
            yield return view;
        }
    }

    /// <summary>Two people use one computer: each signed in, and somebody, who may be either, without.</summary>
    private static IEnumerable<PageView> Shared(World world)
    {
        var (host, guest) = (world.Person(PythonProPeople.MuchAnswered), world.Person(PythonProPeople.Ordinary));
        var device = world.DevicesOf(host).First();
        foreach (var daysAgo in SharedDaysAgo)
        {
            var at = world.Now.AddDays(-daysAgo).AddHours(-2);
            yield return new PageView(host, device, "/pricing", null, 40, at);
            yield return new PageView(guest, device, "/playground", null, 60, at.AddMinutes(5));
            yield return new PageView(null, device, "/blog", null, 20, at.AddMinutes(10));
        }
    }

    private static IEnumerable<PageView> Day(World world, Device[] visitors, int daysAgo)
    {
        var dice = world.Dice("traffic", daysAgo);
        for (var left = world.Scaled(dice.Number(120, 155)); left > 0; left--)
        {
            foreach (var view in Visit(world, dice, dice.ArrayElement(visitors), daysAgo))
            {
                yield return view;
            }
        }

        var heavy = world.DevicesOf(world.Person(PythonProPeople.Heavy)).ToList();
        for (var visit = 0; visit < 10; visit++)
        {
            foreach (var view in Visit(world, dice, dice.ListItem(heavy), daysAgo))
            {
                yield return view;
            }
        }

        if (daysAgo % 5 == 0)
        {
            var ordinary = world.DevicesOf(world.Person(PythonProPeople.Ordinary)).First();
            foreach (var view in Visit(world, dice, ordinary, daysAgo))
            {
                yield return view;
            }
        }
    }

    private static IEnumerable<PageView> Visit(World world, Randomizer dice, Device device, int daysAgo)
    {
        var at = world.Now.AddDays(-daysAgo).AddSeconds(-dice.Number(3600, 86399));
        var refused = device.Owner is null && dice.Bool(0.1f);
        var signedIn = device.Owner is { } owner && at >= owner.CreatedAt && dice.Bool(0.85f) ? owner : null;
        for (var page = dice.Number(1, 3); page > 0; page--)
        {
            int? seconds = page == 1 && dice.Bool(0.3f) ? null : dice.Number(3, 600);
            yield return new PageView(
                signedIn,
                refused ? null : device,
                dice.Bool(0.7f) ? "/lessons/" + Curriculum.Lessons[dice.Number(0, Curriculum.Lessons.Count - 1)].Slug : dice.ArrayElement(Pages),
                dice.ArrayElement(Referrers),
                seconds,
                at);
            at = at.AddSeconds(seconds ?? 0);
        }
    }
}

namespace DataRights.Sql.Tests.Retention.Attacks;

/// <summary>
/// Visitors of a help site as they are: a few countries and browsers have most of the people and many have few (Zipf), most people
/// come now and then and some all the time, people of a country with a device tend to the same topic, and a few stay for hours. The
/// same for the same seed.
/// </summary>
internal static class Population
{
    public static readonly DateOnly First = new(2026, 1, 5);

    public const int Days = 3;

    private static readonly string[] Countries = ["DE", "FR", "PL", "NL", "AT", "DK", "EE", "MT"];
    private static readonly string[] Browsers = ["Chrome", "Safari", "Firefox", "Opera", "Lynx"];
    private static readonly string[] Devices = ["mobile", "desktop", "tablet"];
    private static readonly string[] Topics = ["account", "billing", "debt-advice", "accessibility"];

    public static IReadOnlyList<Visit> Create(int seed, int people)
    {
        var random = new Random(seed);
        var visits = new List<Visit>();
        for (var person = 1; person <= people; person++)
        {
            var (country, browser, device) = (Zipf(random, Countries, 1.1), Zipf(random, Browsers, 1.3), Zipf(random, Devices, 1));
            var own = random.NextDouble() < 0.5 ? Topics[(Array.IndexOf(Countries, country) + Array.IndexOf(Devices, device)) % Topics.Length] : Zipf(random, Topics, 0.9);
            var (presence, patience) = (0.2 + (0.7 * random.NextDouble() * random.NextDouble()), Math.Exp(random.NextDouble() * random.NextDouble() * 7));
            for (var day = 0; day < Days; day++)
            {
                if (random.NextDouble() < presence)
                {
                    var views = 1 + (int)(random.NextDouble() * random.NextDouble() * 8);
                    visits.AddRange(Enumerable.Range(0, views).Select(_ => new Visit(
                        person, First.AddDays(day), country, browser, device, random.NextDouble() < 0.7 ? own : Zipf(random, Topics, 0.9), 5 + (long)(patience * 20 * random.NextDouble()))));
                }
            }
        }

        return visits;
    }

    private static string Zipf(Random random, string[] values, double exponent)
    {
        var draw = random.NextDouble() * values.Select((_, i) => Math.Pow(i + 1, -exponent)).Sum();
        for (var i = 0; i < values.Length - 1; i++)
        {
            draw -= Math.Pow(i + 1, -exponent);
            if (draw < 0)
            {
                return values[i];
            }
        }

        return values[^1];
    }
}

namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>
/// Where people come from: the locale that names are drawn from, the share of people and the tax on a subscription,
/// both in percent.
/// </summary>
internal sealed record Region(string Country, string Locale, string Names, int Weight, string Currency, int Vat)
{
    public static IReadOnlyList<Region> All { get; } =
    [
        new("VN", "vi-VN", "vi", 30, "USD", 10),
        new("IN", "en-IN", "en_IND", 20, "USD", 18),
        new("US", "en-US", "en", 16, "USD", 0),
        new("DE", "de-DE", "de", 8, "EUR", 19),
        new("BR", "pt-BR", "pt_BR", 7, "USD", 0),
        new("FR", "fr-FR", "fr", 5, "EUR", 20),
        new("JP", "ja-JP", "ja", 4, "USD", 10),
        new("EG", "ar-EG", "ar", 4, "USD", 14),
        new("ES", "es-ES", "es", 3, "EUR", 21),
        new("TR", "tr-TR", "tr", 3, "USD", 20),
    ];

    public static Region Of(string country) => All.First(r => r.Country == country);

    public static Region At(int percent)
    {
        foreach (var region in All)
        {
            percent -= region.Weight;
            if (percent < 0)
            {
                return region;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(percent), "The shares add up to 100.");
    }
}

namespace DataRights.Samples.PythonPro;

/// <summary>
/// What the seeded data depends on, and all it depends on: the same options give the same rows and files on any
/// machine, in any culture and at any time.
/// </summary>
/// <param name="Today">The moment the data ends at. Page views reach 200 days back from it, accounts three years.</param>
/// <param name="People">Accounts, those of <see cref="PythonProPeople"/> included; at least 20. Other volumes grow with it.</param>
/// <param name="Seed">Chooses names, texts and numbers.</param>
public sealed record SeedOptions(DateTimeOffset Today, int People = 1000, int Seed = 20240229);

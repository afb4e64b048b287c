namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>A page looked at, signed in or not; without a device when cookies were refused.</summary>
internal sealed record PageView(
    Person? Person,
    Device? Device,
    string Path,
    string? Referrer,
    int? SecondsOnPage,
    DateTimeOffset ViewedAt);

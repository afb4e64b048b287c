namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>A browser, known by a cookie; without an owner until somebody signs in on it.</summary>
internal sealed record Device(
    Guid Id,
    Person? Owner,
    Region Region,
    string Type,
    string Browser,
    string Os,
    string Screen,
    string Address,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt);

namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>An account, as every table sees it. Activity is 0 for hardly ever here and 1 for every day.</summary>
internal sealed record Person(
    long Id,
    string Name,
    string Email,
    Region Region,
    DateTimeOffset CreatedAt,
    DateTimeOffset? VerifiedAt,
    string Address,
    double Activity)
{
    public bool IsEmpty => Id == PythonProPeople.Empty;
}

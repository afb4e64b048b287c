namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>A bill for one period of a subscription.</summary>
internal sealed record Invoice(
    long Id,
    long SubscriptionId,
    Person Person,
    string Status,
    decimal Net,
    int Months,
    DateTimeOffset IssuedAt,
    DateTimeOffset? PaidAt)
{
    public decimal Tax => Math.Round(Net * Person.Region.Vat / 100m, 2);

    /// <summary>When it counts for the books, which is what its lines are kept by.</summary>
    public DateTimeOffset BookedAt => PaidAt ?? IssuedAt;
}

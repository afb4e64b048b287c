using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class SubscriptionsTable() : SampleTable(
    "subscriptions",
    ("id", ColumnKind.BigInteger),
    ("user_id", ColumnKind.BigInteger),
    ("billing_reference_id", ColumnKind.BigInteger),
    ("plan", ColumnKind.Text),
    ("status", ColumnKind.Text),
    ("price", ColumnKind.Decimal),
    ("currency", ColumnKind.Text),
    ("started_at", ColumnKind.Moment),
    ("renews_on", ColumnKind.Date),
    ("cancelled_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world) =>
        world.Billing.Subscriptions.Select(s => new object?[]
        {
            s.Id,
            s.Person.Id,
            s.Id,
            s.Plan,
            s.Status,
            s.Price,
            s.Person.Region.Currency,
            s.StartedAt,
            s.CancelledAt is null ? DateOnly.FromDateTime(s.RenewsAt.UtcDateTime) : null,
            s.CancelledAt,
        });
}

using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class BillingReferencesTable() : SampleTable(
    "billing_references",
    ("id", ColumnKind.BigInteger),
    ("user_id", ColumnKind.BigInteger),
    ("processor", ColumnKind.Text),
    ("customer_reference", ColumnKind.Text),
    ("card_brand", ColumnKind.Text),
    ("card_last4", ColumnKind.Text),
    ("billing_country", ColumnKind.Text),
    ("created_at", ColumnKind.Moment),
    ("last_charged_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world)
    {
        foreach (var subscription in world.Billing.Subscriptions)
        {
            var dice = world.Dice(Name, subscription.Id);
            yield return
            [
                subscription.Id,
                subscription.Person.Id,
                "payment-processor",
                "cus_" + dice.Hex(7),
                dice.ArrayElement(["visa", "mastercard", "jcb"]),
                dice.String2(4, "0123456789"),
                subscription.Person.Region.Country,
                subscription.StartedAt,
                subscription.LastChargedAt,
            ];
        }
    }
}

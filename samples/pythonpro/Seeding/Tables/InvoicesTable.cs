using System.Globalization;
using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class InvoicesTable() : SampleTable(
    "invoices",
    ("id", ColumnKind.BigInteger),
    ("number", ColumnKind.Text),
    ("user_id", ColumnKind.BigInteger),
    ("subscription_id", ColumnKind.BigInteger),
    ("billing_reference_id", ColumnKind.BigInteger),
    ("status", ColumnKind.Text),
    ("billed_name", ColumnKind.Text),
    ("billed_email", ColumnKind.Text),
    ("billing_country", ColumnKind.Text),
    ("buyer_ip", ColumnKind.Address),
    ("net", ColumnKind.Decimal),
    ("tax", ColumnKind.Decimal),
    ("total", ColumnKind.Decimal),
    ("currency", ColumnKind.Text),
    ("issued_at", ColumnKind.Moment),
    ("paid_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world) =>
        world.Billing.Invoices.Select(invoice => new object?[]
        {
            invoice.Id,
            string.Create(CultureInfo.InvariantCulture, $"PP-{invoice.IssuedAt.Year:0000}-{invoice.Id:000000}"),
            invoice.Person.Id,
            invoice.SubscriptionId,
            invoice.SubscriptionId,
            invoice.Status,
            invoice.Person.Name,
            invoice.Person.Email,
            invoice.Person.Region.Country,
            invoice.Person.Address,
            invoice.Net,
            invoice.Tax,
            invoice.Net + invoice.Tax,
            invoice.Person.Region.Currency,
            invoice.IssuedAt,
            invoice.PaidAt,
        });
}

using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class InvoiceLinesTable() : SampleTable(
    "invoice_lines",
    ("invoice_id", ColumnKind.BigInteger),
    ("line", ColumnKind.Integer),
    ("description", ColumnKind.Text),
    ("quantity", ColumnKind.Integer),
    ("unit_price", ColumnKind.Decimal),
    ("period_start", ColumnKind.Date),
    ("period_end", ColumnKind.Date),
    ("booked_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world)
    {
        foreach (var invoice in world.Billing.Invoices)
        {
            var plan = invoice.Months == 12 ? "PythonPro, yearly" : "PythonPro, monthly";
            yield return Line(invoice, 1, plan, invoice.Net);
            if (invoice.Id % 10 == 0)
            {
                yield return Line(invoice, 2, "Certificate", 0m);
            }
        }
    }

    private static object?[] Line(Invoice invoice, int number, string description, decimal price)
    {
        var start = DateOnly.FromDateTime(invoice.IssuedAt.UtcDateTime);
        return [invoice.Id, number, description, 1, price, start, start.AddMonths(invoice.Months).AddDays(-1), invoice.BookedAt];
    }
}

using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class PageViewsTable() : SampleTable(
    "page_views",
    ("id", ColumnKind.BigInteger),
    ("user_id", ColumnKind.BigInteger),
    ("device_id", ColumnKind.Uuid),
    ("path", ColumnKind.Text),
    ("referrer", ColumnKind.Text),
    ("country", ColumnKind.Text),
    ("browser", ColumnKind.Text),
    ("os", ColumnKind.Text),
    ("device_type", ColumnKind.Text),
    ("screen", ColumnKind.Text),
    ("ip", ColumnKind.Address),
    ("time_on_page", ColumnKind.Integer),
    ("viewed_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world) =>
        Traffic.All(world).Select((view, i) => new object?[]
        {
            i + 1L,
            view.Person?.Id,
            view.Device?.Id,
            view.Path,
            view.Referrer,
            view.Device?.Region.Country,
            view.Device?.Browser,
            view.Device?.Os,
            view.Device?.Type,
            view.Device?.Screen,
            view.Device?.Address,
            view.SecondsOnPage,
            view.ViewedAt,
        });
}

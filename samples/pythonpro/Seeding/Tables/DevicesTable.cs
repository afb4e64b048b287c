using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class DevicesTable() : SampleTable(
    "devices",
    ("id", ColumnKind.Uuid),
    ("user_id", ColumnKind.BigInteger),
    ("device_type", ColumnKind.Text),
    ("browser", ColumnKind.Text),
    ("os", ColumnKind.Text),
    ("screen", ColumnKind.Text),
    ("trusted", ColumnKind.Boolean),
    ("last_ip", ColumnKind.Address),
    ("first_seen_at", ColumnKind.Moment),
    ("last_seen_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world) =>
        world.Devices.Select((device, i) => new object?[]
        {
            device.Id,
            device.Owner?.Id,
            device.Type,
            device.Browser,
            device.Os,
            device.Screen,
            device.Owner is not null && i % 3 != 0,
            device.Address,
            device.FirstSeenAt,
            device.LastSeenAt,
        });
}

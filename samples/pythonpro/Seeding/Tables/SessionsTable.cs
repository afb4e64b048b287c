using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class SessionsTable() : SampleTable(
    "sessions",
    ("id", ColumnKind.Uuid),
    ("user_id", ColumnKind.BigInteger),
    ("device_id", ColumnKind.Uuid),
    ("token_hash", ColumnKind.Bytes),
    ("ip", ColumnKind.Address),
    ("created_at", ColumnKind.Moment),
    ("expires_at", ColumnKind.Moment),
    ("revoked_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world)
    {
        foreach (var person in world.Active)
        {
            var dice = world.Dice(Name, person.Id);
            var devices = world.DevicesOf(person).ToList();
            for (var left = 1 + dice.Skewed(7); left > 0; left--)
            {
                var created = dice.Between(person.CreatedAt, world.Now);
                yield return
                [
                    dice.Uuid4(),
                    person.Id,
                    dice.Bool(0.9f) ? dice.ListItem(devices).Id : null,
                    dice.Bytes(32),
                    dice.Bool(0.7f) ? person.Address : dice.Address(),
                    created,
                    created.AddDays(30),
                    dice.Bool(0.3f) ? dice.Between(created, created.AddDays(20)) : null,
                ];
            }
        }
    }
}

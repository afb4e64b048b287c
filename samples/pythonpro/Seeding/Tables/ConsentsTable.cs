using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class ConsentsTable() : SampleTable(
    "consents",
    ("id", ColumnKind.BigInteger),
    ("user_id", ColumnKind.BigInteger),
    ("kind", ColumnKind.Text),
    ("policy_version", ColumnKind.Text),
    ("receipt_code", ColumnKind.Text),
    ("ip", ColumnKind.Address),
    ("given_at", ColumnKind.Moment),
    ("withdrawn_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world)
    {
        var id = 0L;
        foreach (var person in world.Active)
        {
            var dice = world.Dice(Name, person.Id);
            foreach (var kind in new[] { "terms", "newsletter", "cookies" })
            {
                if (kind == "terms" || person.Id <= PythonProPeople.LastNamed || dice.Bool(0.5f))
                {
                    var given = dice.Between(person.CreatedAt, person.CreatedAt.AddDays(3));
                    yield return
                    [
                        ++id,
                        person.Id,
                        kind,
                        given < world.Now.AddDays(-500) ? "1" : "2",
                        dice.Hex(12),
                        person.Address,
                        given,
                        kind != "terms" && dice.Bool(0.2f) ? dice.Between(given, world.Now) : null,
                    ];
                }
            }
        }
    }
}

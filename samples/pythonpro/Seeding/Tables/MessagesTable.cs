using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

/// <summary>What learners write to each other. A message is the sender's and the recipient's.</summary>
internal sealed class MessagesTable() : SampleTable(
    "messages",
    ("id", ColumnKind.BigInteger),
    ("sender_id", ColumnKind.BigInteger),
    ("recipient_id", ColumnKind.BigInteger),
    ("body", ColumnKind.Text),
    ("sent_at", ColumnKind.Moment),
    ("read_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world)
    {
        var id = 0L;
        var everybody = world.Active.ToArray();
        foreach (var person in everybody)
        {
            var dice = world.Dice(Name, person.Id);
            var partners = person.Id == PythonProPeople.Ordinary ? 3 : dice.Skewed(2);
            for (var partner = 0; partner < partners; partner++)
            {
                var other = dice.ArrayElement(everybody);
                if (other.Id == person.Id)
                {
                    continue;
                }

                var at = dice.Between(person.CreatedAt > other.CreatedAt ? person.CreatedAt : other.CreatedAt, world.Now);
                for (var turn = dice.Number(1, 5); turn >= 0; turn--)
                {
                    var (from, to) = turn % 2 == 0 ? (person, other) : (other, person);
                    yield return [++id, from.Id, to.Id, turn % 2 == 0 ? Phrases.Comment(dice) : Phrases.Reply(dice), at, dice.Bool(0.9f) ? at.AddMinutes(dice.Number(1, 600)) : null];
                    at = dice.Between(at, world.Now);
                }
            }
        }
    }
}

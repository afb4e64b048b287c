using Bogus;
using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class ContactMessagesTable() : SampleTable(
    "contact_messages",
    ("id", ColumnKind.BigInteger),
    ("user_id", ColumnKind.BigInteger),
    ("name", ColumnKind.Text),
    ("email", ColumnKind.Text),
    ("subject", ColumnKind.Text),
    ("body", ColumnKind.Text),
    ("ip", ColumnKind.Address),
    ("sent_at", ColumnKind.Moment),
    ("answered_at", ColumnKind.Moment))
{
    private static readonly string[] Strangers = ["Sam Rivera", "Noor Haddad", "Yuki Mori", "Jonas Weber", "Priya Rao"];

    public override IEnumerable<object?[]> Rows(World world)
    {
        var id = 0L;
        foreach (var person in world.Active)
        {
            var dice = world.Dice(Name, person.Id);
            var named = person.Id is PythonProPeople.Ordinary or PythonProPeople.ScriptTag or PythonProPeople.MixedCaseAddress;
            if (named || (person.VerifiedAt is not null && dice.Bool(0.2f)))
            {
                // Written while signed in, or signed out with the account's address: both are this person's.
                var signedIn = person.Id != PythonProPeople.MixedCaseAddress && dice.Bool(0.5f);
                yield return Message(world, dice, ++id, signedIn ? person : null, person.Name, person.Email.ToLowerInvariant(), person.CreatedAt);
            }
        }

        for (var i = 0; i < 3; i++)
        {
            yield return Message(world, world.Dice(Name, -1 - i), ++id, null, "Robin Ferro", PythonProPeople.ContactOnlyEmail, world.Now.AddDays(-300));
        }

        for (var i = 0; i < world.Scaled(120); i++)
        {
            var dice = world.Dice(Name, -100 - i);
            yield return Message(world, dice, ++id, null, dice.ArrayElement(Strangers), $"visitor{dice.Number(1, 90)}@example.com", world.Now.AddDays(-600));
        }
    }

    private static object?[] Message(World world, Randomizer dice, long id, Person? account, string name, string email, DateTimeOffset since)
    {
        var sent = dice.Between(since, world.Now);
        return
        [
            id,
            account?.Id,
            name,
            email,
            Phrases.Subject(dice),
            Phrases.Message(dice),
            dice.Address(),
            sent,
            dice.Bool(0.8f) ? sent.AddHours(dice.Number(1, 90)) : null,
        ];
    }
}

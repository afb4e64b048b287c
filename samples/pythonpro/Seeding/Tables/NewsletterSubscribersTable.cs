using Bogus;
using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class NewsletterSubscribersTable() : SampleTable(
    "newsletter_subscribers",
    ("id", ColumnKind.BigInteger),
    ("email", ColumnKind.Text),
    ("name", ColumnKind.Text),
    ("topics", ColumnKind.TextArray),
    ("signup_page", ColumnKind.Text),
    ("unsubscribe_token", ColumnKind.Text),
    ("subscribed_at", ColumnKind.Moment),
    ("confirmed_at", ColumnKind.Moment),
    ("unsubscribed_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world)
    {
        var id = 0L;
        foreach (var person in world.Active)
        {
            var dice = world.Dice(Name, person.Id);
            var named = person.Id is PythonProPeople.Ordinary or PythonProPeople.Emoji or PythonProPeople.MixedCaseAddress;
            if (named || (person.VerifiedAt is not null && dice.Bool(0.42f)))
            {
                yield return Subscriber(world, dice, ++id, person.Email.ToLowerInvariant(), person.Name, person.CreatedAt);
            }
        }

        yield return Subscriber(world, world.Dice(Name, -1), ++id, PythonProPeople.NewsletterOnlyEmail, "Kim Larsen", world.Now.AddDays(-250));
        yield return Subscriber(world, world.Dice(Name, -2), ++id, PythonProPeople.ClaimedEmail, null, world.Now.AddDays(-900));
        for (var i = 0; i < world.Scaled(80); i++)
        {
            yield return Subscriber(world, world.Dice(Name, -100 - i), ++id, $"reader{i + 1}@example.org", null, world.Now.AddDays(-700));
        }
    }

    private static object?[] Subscriber(World world, Randomizer dice, long id, string email, string? name, DateTimeOffset since)
    {
        var subscribed = dice.Between(since, world.Now);
        return
        [
            id,
            email,
            name,
            Phrases.Interests(dice),
            dice.ArrayElement(["/", "/blog", "/lessons", "/register"]),
            dice.Hex(16),
            subscribed,
            dice.Bool(0.9f) ? subscribed.AddMinutes(dice.Number(1, 500)) : null,
            dice.Bool(0.1f) ? dice.Between(subscribed, world.Now) : null,
        ];
    }
}

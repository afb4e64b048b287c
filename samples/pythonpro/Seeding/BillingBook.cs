namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>Who pays for what: accounts at the processor, subscriptions and their invoices. Ids are indexes plus one.</summary>
internal sealed class BillingBook
{
    private readonly List<Subscription> subscriptions = [];
    private readonly List<Invoice> invoices = [];

    public IReadOnlyList<Subscription> Subscriptions => subscriptions;

    public IReadOnlyList<Invoice> Invoices => invoices;

    public static BillingBook Create(World world)
    {
        var book = new BillingBook();
        foreach (var person in world.Active)
        {
            var dice = world.Dice("billing", person.Id);
            if (dice.Bool(0.3f) || person.Id is PythonProPeople.Ordinary or PythonProPeople.Heavy)
            {
                book.Subscribe(world, person);
            }
        }

        return book;
    }

    private void Subscribe(World world, Person person)
    {
        var dice = world.Dice("subscription", person.Id);
        var named = person.Id <= PythonProPeople.LastNamed;
        var yearly = !named && dice.Bool(0.25f);
        var started = dice.Between(person.CreatedAt, person.CreatedAt.AddDays(25));
        DateTimeOffset? cancelled = !named && dice.Bool(0.5f) ? dice.Between(started, world.Now) : null;
        var trial = !named && cancelled is null && dice.Bool(0.1f);
        var id = subscriptions.Count + 1;
        var months = yearly ? 12 : 1;
        var bills = new List<Invoice>();
        for (var due = started; !trial && due < (cancelled ?? world.Now); due = started.AddMonths(months * bills.Count))
        {
            var last = due.AddMonths(months) >= (cancelled ?? world.Now);
            var status = last && person.Id == PythonProPeople.Ordinary ? "open"
                : dice.Bool(0.02f) ? "void"
                : last && dice.Bool(0.1f) ? "open"
                : "paid";
            bills.Add(new Invoice(
                invoices.Count + bills.Count + 1, id, person, status, yearly ? 90m : 9m, months, due, status == "paid" ? due.AddHours(dice.Number(1, 60)) : null));
        }

        invoices.AddRange(bills);
        subscriptions.Add(new Subscription(
            id, person, yearly ? "yearly" : "monthly", trial ? "trialing" : cancelled is null ? "active" : "cancelled",
            yearly ? 90m : 9m, started, started.AddMonths(months * Math.Max(1, bills.Count)), cancelled, bills.Max(b => b.PaidAt)));
    }
}

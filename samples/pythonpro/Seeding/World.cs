using Bogus;

namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>What several tables must agree on: people, their devices, comments and bills. Ids are indexes plus one.</summary>
internal sealed class World
{
    private readonly ILookup<Person?, Device> devicesByOwner;

    private World(SeedOptions options)
    {
        Options = options;
        var today = options.Today.ToUniversalTime();
        Now = today.AddTicks(-(today.Ticks % TimeSpan.TicksPerSecond));
        var factory = new PersonFactory(options, Now);
        People = [.. Enumerable.Range(1, options.People).Select(id => factory.Create(id))];
        Active = [.. People.Where(p => !p.IsEmpty)];
        Devices = [.. DeviceFactory.Create(this)];
        devicesByOwner = Devices.ToLookup(d => d.Owner);
        Comments = CommentForest.Grow(this);
        Billing = BillingBook.Create(this);
    }

    public SeedOptions Options { get; }

    /// <summary>The moment the data ends at, in UTC and whole seconds.</summary>
    public DateTimeOffset Now { get; }

    public IReadOnlyList<Person> People { get; }

    /// <summary>Everybody but the person who has an account and nothing else.</summary>
    public IReadOnlyList<Person> Active { get; }

    public IReadOnlyList<Device> Devices { get; }

    public IReadOnlyList<Comment> Comments { get; }

    public BillingBook Billing { get; }

    public static World Create(SeedOptions options) => new(options);

    public Randomizer Dice(string topic, long id) => Seeding.Dice.For(Options.Seed, topic, id);

    public Person Person(long id) => People[(int)id - 1];

    public IEnumerable<Device> DevicesOf(Person? person) => devicesByOwner[person];

    /// <summary>A number that is this for a thousand people.</summary>
    public int Scaled(int perThousand) => (int)((long)perThousand * Options.People / 1000);
}

namespace DataRights.Cli.Tests.Kills;

/// <summary>Draws what the stream is made of: exports, deletions, cancelled ones, people who are not there, and people who ask twice.</summary>
internal static class RequestDraw
{
    private const long NoSuchPeople = 1_000_000;

    public static IEnumerable<StreamedRequest> Of(Random random, long[] users, int count)
    {
        random.Shuffle(users);
        return users.Take(count).SelectMany((user, number) => For(random, user, number)).Take(count);
    }

    private static List<StreamedRequest> For(Random random, long user, int number)
    {
        var kind = random.Next(2) == 0 ? "access" : "deletion";
        return random.Next(10) switch
        {
            0 => [new("deletion", user, $"{number}-cancelled") { IsCancelled = true }],
            1 => [new(kind, NoSuchPeople + number, $"{number}-nobody") { IsForNobody = true }],
            2 => [new(kind, user, $"{number}-first"), new(kind, user, $"{number}-second")],
            3 => [new("access", user, $"{number}-copy"), new("deletion", user, $"{number}-then")],
            _ => [new(kind, user, $"{number}")],
        };
    }
}

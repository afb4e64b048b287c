using System.Text;
using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Requests;

public sealed class StatusSecretTests
{
    private readonly World world = new();

    [Fact]
    public async Task A_new_request_has_a_secret_of_256_bits_of_which_only_the_hash_is_kept()
    {
        var result = await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion), World.Token);

        Assert.Matches("^drs_[A-Za-z0-9_-]{43}$", result.StatusSecret!);
        Assert.Equal(StatusSecret.Hash(result.StatusSecret!), (await world.ReadAsync(result.Request.Id)).StatusSecretHash);
        Assert.DoesNotContain(world.Objects.Everything(), o => Encoding.UTF8.GetString(o.Content).Contains(result.StatusSecret![4..], StringComparison.Ordinal));
        Assert.DoesNotContain(result.StatusSecret!, result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_was_there_before_tells_no_secret_and_keeps_the_first()
    {
        var first = await world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: "key-1"), World.Token);
        foreach (var key in new[] { "key-1", "key-2", null })
        {
            var again = await world.Service().SubmitAsync(World.Ask(RequestKind.Access, key: key), World.Token);
            Assert.Equal((first.Request.Id, false, null), (again.Request.Id, again.Created, again.StatusSecret));
        }

        Assert.True(StatusSecret.Opens(first.StatusSecret!, await world.ReadAsync(first.Request.Id), World.Start));
    }

    [Fact]
    public async Task Secrets_differ_and_open_their_own_request_only()
    {
        var one = await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        var other = await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion), World.Token);

        Assert.True(StatusSecret.Opens(one.StatusSecret!, one.Request, World.Start));
        Assert.False(StatusSecret.Opens(one.StatusSecret!, other.Request, World.Start));
        Assert.False(StatusSecret.Opens(one.StatusSecret!, null, World.Start));
        Assert.False(StatusSecret.Opens(one.StatusSecret!, one.Request with { StatusSecretHash = null }, World.Start));
        Assert.False(StatusSecret.Opens(StatusSecret.Hash(one.StatusSecret!), one.Request, World.Start));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(0, true)]
    [InlineData(-90 * 24 * 3600 + 1, true)]
    [InlineData(-90 * 24 * 3600, false)]
    public void A_secret_is_good_until_ninety_days_after_the_end(int? endedSecondsAgo, bool opens)
    {
        var secret = StatusSecret.New();
        var record = new RequestRecord
        {
            Id = "x", Kind = RequestKind.Deletion, Status = RequestStatus.Completed, LedgerReference = "l", Received = World.Start, Due = World.Start,
            Version = 1, Epoch = 1, StatusSecretHash = StatusSecret.Hash(secret),
            Ended = endedSecondsAgo is { } seconds ? World.Start.AddSeconds(seconds) : null,
        };

        Assert.Equal(opens, StatusSecret.Opens(secret, record, World.Start));
    }

    [Fact]
    public async Task Somebody_who_is_not_found_gets_a_secret_too_so_that_the_answer_is_no_different()
    {
        var result = await world.Service().SubmitAsync(World.Ask(RequestKind.Access, "3"), World.Token);

        Assert.True(StatusSecret.Opens(result.StatusSecret!, result.Request, World.Start));
    }

    [Fact]
    public async Task The_secret_outlives_the_whole_request()
    {
        var result = await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        await world.Service().CancelAsync(result.Request.Id, World.Token);

        Assert.True(StatusSecret.Opens(result.StatusSecret!, await world.ReadAsync(result.Request.Id), World.Start.AddDays(89)));
    }
}

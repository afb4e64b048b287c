using DataRights.Sources;
using Xunit;

namespace DataRights.Testing.Conformance;

/// <summary>What every <see cref="IRestoreGuard"/> does, over an empty database for each test.</summary>
public abstract class RestoreGuardConformance : IAsyncLifetime
{
    private const string Generation = "f0f1f2f3f4f5f6f7";

    private IRestoreGuard guard = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => guard = await OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return CloseAsync();
    }

    protected abstract Task<IRestoreGuard> OpenAsync();

    protected abstract ValueTask CloseAsync();

    /// <summary>Runs a statement beside the guard, as a restore would change what it has written.</summary>
    protected abstract Task ExecuteAsync(string sql);

    [Fact]
    public async Task Without_a_count_there_is_nothing_to_read_and_reading_makes_none()
    {
        Assert.Null(await guard.ReadEpochAsync(Token));
        Assert.Null(await guard.ReadEpochAsync(Token));
    }

    [Fact]
    public async Task With_nothing_known_a_count_is_started_and_goes_up_by_one()
    {
        var first = await guard.AdvanceEpochAsync(null, Token);
        Assert.Equal(1, first!.Number);
        Assert.Equal(first with { Number = 2 }, await guard.AdvanceEpochAsync(first, Token));
        Assert.Equal(first with { Number = 3 }, await guard.AdvanceEpochAsync(null, Token));
        Assert.Equal(first with { Number = 3 }, await guard.ReadEpochAsync(Token));
    }

    [Fact]
    public async Task A_database_that_is_ahead_of_what_is_known_is_counted_on()
    {
        var known = await guard.AdvanceEpochAsync(null, Token);
        await guard.AdvanceEpochAsync(known, Token);
        Assert.Equal(known! with { Number = 3 }, await guard.AdvanceEpochAsync(known, Token));
    }

    [Theory]
    [InlineData("update data_rights_epochs set epoch = 1")]
    [InlineData("update data_rights_epochs set generation = 'another'")]
    [InlineData("delete from data_rights_epochs")]
    [InlineData("drop table data_rights_epochs")]
    public async Task A_database_that_is_behind_is_not_counted_on(string restore)
    {
        var known = await guard.AdvanceEpochAsync(await guard.AdvanceEpochAsync(null, Token), Token);
        await ExecuteAsync(restore);
        var found = await guard.ReadEpochAsync(Token);

        Assert.Null(await guard.AdvanceEpochAsync(known, Token));
        Assert.Equal(found, await guard.ReadEpochAsync(Token));
        Assert.False(found is not null && found.Follows(known!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("delete from data_rights_epochs")]
    [InlineData("drop table data_rights_epochs")]
    public async Task A_count_is_started_anew_whatever_stood_there(string? before)
    {
        await guard.AdvanceEpochAsync(null, Token);
        if (before is not null)
        {
            await ExecuteAsync(before);
        }

        Assert.Equal(new DatabaseEpoch(Generation, 1), await guard.StartEpochsAsync(Generation, Token));
        Assert.Equal(new DatabaseEpoch(Generation, 1), await guard.StartEpochsAsync(Generation, Token));
        Assert.Equal(new DatabaseEpoch(Generation, 1), await guard.ReadEpochAsync(Token));
        Assert.Equal(new DatabaseEpoch(Generation, 2), await guard.AdvanceEpochAsync(new DatabaseEpoch(Generation, 1), Token));
    }

    [Fact]
    public async Task Two_that_count_at_once_are_both_counted()
    {
        var first = (await guard.AdvanceEpochAsync(null, Token))!;
        var counted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => guard.AdvanceEpochAsync(first, Token)));
        Assert.Equal(Enumerable.Range(2, 8).Select(n => (long)n), counted.Select(c => c!.Number).Order());
    }

    [Fact]
    public async Task Two_that_start_at_once_start_one_count()
    {
        var counted = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => guard.AdvanceEpochAsync(null, Token)));
        Assert.Single(counted.Select(c => c!.Generation).Distinct());
        Assert.Equal([1L, 2, 3, 4], counted.Select(c => c!.Number).Order());
    }
}

using DataRights.Export.Screening.Scope;
using Xunit;

namespace DataRights.Tests.Export.Screening;

public sealed class KeySetTests
{
    [Fact]
    public void It_holds_what_was_added_and_nothing_else()
    {
        var random = new Random(5);
        var keys = Enumerable.Range(0, 20_000).Select(_ => (ulong)random.NextInt64()).Append(0UL).Distinct().ToList();
        var set = new KeySet();

        Assert.All(keys, k => Assert.True(set.Add(k)));
        Assert.All(keys, k => Assert.False(set.Add(k)));

        Assert.All(keys, k => Assert.True(set.Contains(k)));
        Assert.DoesNotContain(Enumerable.Range(0, 20_000), _ => set.Contains((ulong)random.NextInt64()));
        Assert.Equal((keys.Count, true, 0.0), (set.Count, set.IsExact, set.ErrorRate));
    }

    [Fact]
    public void Beyond_its_limit_it_forgets_nothing_and_errs_as_rarely_as_it_says()
    {
        var random = new Random(6);
        var keys = Enumerable.Range(0, 30_000).Select(_ => (ulong)random.NextInt64()).Prepend(0UL).ToList();
        var set = new KeySet(exactLimit: 1_000, filterBits: 18);
        keys.ForEach(k => set.Add(k));

        Assert.All(keys, k => Assert.True(set.Contains(k)));
        var wrong = Enumerable.Range(0, 100_000).Count(_ => set.Contains((ulong)random.NextInt64())) / 100_000.0;
        Assert.False(set.IsExact);
        Assert.InRange(set.ErrorRate, 0.01, 0.03);
        Assert.InRange(wrong, set.ErrorRate * 0.7, set.ErrorRate * 1.3);
    }
}

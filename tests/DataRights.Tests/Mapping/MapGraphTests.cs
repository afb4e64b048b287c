using DataRights.Mapping;
using Xunit;

namespace DataRights.Tests.Mapping;

/// <summary>Orders and groups over random graphs of references.</summary>
public sealed class MapGraphTests
{
    [Fact]
    public void Leaves_come_before_what_they_point_at_unless_both_are_in_one_cycle()
    {
        ForRandomMaps((map, graph) =>
        {
            var groups = graph.LeavesFirst(map.Collections);
            var place = Places(groups);
            foreach (var (child, reference) in map.Collections.SelectMany(c => c.References.Where(r => !r.Detach).Select(r => (c, r))))
            {
                Assert.True(place[child.Name] <= place[reference.To], $"{child.Name} points at {reference.To}, which comes first.");
            }
        });
    }

    [Fact]
    public void A_group_holds_exactly_the_collections_that_own_each_other()
    {
        ForRandomMaps((map, graph) =>
        {
            var reach = map.Collections.ToDictionary(c => c.Name, c => graph.Reachable(c).Select(r => r.Name).ToHashSet());
            foreach (var group in graph.ParentsFirst(map.Collections))
            {
                foreach (var member in group)
                {
                    var mutual = map.Collections.Where(o => reach[member.Name].Contains(o.Name) && reach[o.Name].Contains(member.Name)).Select(o => o.Name);
                    Assert.Equal(mutual.Order(), group.Select(c => c.Name).Order());
                }
            }
        });
    }

    [Fact]
    public void Parents_come_first_and_every_collection_comes_once()
    {
        ForRandomMaps((map, graph) =>
        {
            var groups = graph.ParentsFirst(map.Collections);
            var place = Places(groups);
            Assert.Equal(map.Collections.Select(c => c.Name).Order(), groups.SelectMany(g => g).Select(c => c.Name).Order());
            Assert.All(graph.Edges, e => Assert.True(place[e.Parent.Name] <= place[e.Child.Name]));
        });
    }

    [Fact]
    public void A_collection_that_owns_itself_is_a_cycle_and_one_that_only_points_at_itself_is_not()
    {
        var tree = Map([("folders", [("folders", true, false)]), ("comments", [("comments", false, false)])]);
        var graph = new MapGraph(tree);
        Assert.True(graph.IsCyclic([tree.Collection("folders")]));
        Assert.False(graph.IsCyclic([tree.Collection("comments")]));
    }

    private static void ForRandomMaps(Action<DataMap, MapGraph> check)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(1, 12);
            var map = Map([.. Enumerable.Range(0, count).Select(i => ($"c{i}",
                Enumerable.Range(0, random.Next(0, 4)).Select(_ => ($"c{random.Next(count)}", random.Next(3) > 0, random.Next(5) == 0)).ToArray()))]);
            check(map, new MapGraph(map));
        }
    }

    private static Dictionary<string, int> Places(IReadOnlyList<IReadOnlyList<Collection>> groups) =>
        groups.SelectMany((g, i) => g.Select(c => (c.Name, i))).ToDictionary(p => p.Name, p => p.i);

    private static DataMap Map(IReadOnlyList<(string Name, (string To, bool Owns, bool Detach)[] References)> collections) => new()
    {
        Name = "m",
        Version = 1,
        Controller = new Controller("c", "c@example.org", null, null),
        Clock = new ClockRules("gdpr", IsoDuration.FromDays(30), IsoDuration.Zero, IsoDuration.FromDays(7)),
        Identifiers = [],
        Sources = [],
        Collections = [.. collections.Select(c => new Collection
        {
            Name = c.Name,
            Source = "main",
            From = c.Name,
            Key = ["id"],
            References = [.. c.References.Select(r => new Reference { Columns = ["x"], To = r.To, ToColumns = ["id"], Owns = r.Owns, Detach = r.Detach && !r.Owns })],
            Deletion = [],
        })],
        Hash = "h",
    };
}

namespace DataRights.Mapping;

/// <summary>Strongly connected components (Tarjan), each after those that it depends on; stable for the order given.</summary>
internal static class Components
{
    public static IReadOnlyList<IReadOnlyList<Collection>> Of(IReadOnlyList<Collection> nodes, Func<Collection, IEnumerable<Collection>> dependsOn)
    {
        var search = new Search(nodes, dependsOn);
        foreach (var node in nodes)
        {
            search.Visit(node);
        }

        return search.Found;
    }

    private sealed class Search(IReadOnlyList<Collection> nodes, Func<Collection, IEnumerable<Collection>> dependsOn)
    {
        private readonly Dictionary<string, Collection> known = nodes.ToDictionary(n => n.Name);
        private readonly Dictionary<string, int> index = [];
        private readonly Dictionary<string, int> low = [];
        private readonly Stack<Collection> stack = new();
        private readonly HashSet<string> onStack = [];

        public List<IReadOnlyList<Collection>> Found { get; } = [];

        // Recursion is as deep as a map is long: tens, not millions.
        public void Visit(Collection node)
        {
            if (index.ContainsKey(node.Name))
            {
                return;
            }

            index[node.Name] = low[node.Name] = index.Count;
            stack.Push(node);
            onStack.Add(node.Name);
            foreach (var next in dependsOn(node).Where(n => known.ContainsKey(n.Name)))
            {
                if (!index.TryGetValue(next.Name, out var visited))
                {
                    Visit(next);
                    low[node.Name] = Math.Min(low[node.Name], low[next.Name]);
                }
                else if (onStack.Contains(next.Name))
                {
                    low[node.Name] = Math.Min(low[node.Name], visited);
                }
            }

            if (low[node.Name] == index[node.Name])
            {
                Take(node);
            }
        }

        private void Take(Collection root)
        {
            var group = new List<Collection>();
            Collection member;
            do
            {
                member = stack.Pop();
                onStack.Remove(member.Name);
                group.Add(member);
            }
            while (member.Name != root.Name);
            group.Reverse();
            Found.Add(group);
        }
    }
}

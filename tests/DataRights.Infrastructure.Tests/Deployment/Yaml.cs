using DataRights.Infrastructure.Tests.Agreement;
using YamlDotNet.RepresentationModel;

namespace DataRights.Infrastructure.Tests.Deployment;

/// <summary>A YAML file of the repository; duplicate keys and broken indentation do not parse.</summary>
internal static class Yaml
{
    public static YamlMappingNode Load(string path)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(Repository.Text(path));
        stream.Load(reader);
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    /// <summary>What lies under a path of keys; null where there is nothing.</summary>
    public static YamlNode? Find(this YamlNode? node, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            node = node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
        }

        return node;
    }

    public static string? Scalar(this YamlNode? node, params ReadOnlySpan<string> keys) => (node.Find(keys) as YamlScalarNode)?.Value;

    public static IReadOnlyDictionary<string, YamlNode> Map(this YamlNode? node, params ReadOnlySpan<string> keys) =>
        ((node.Find(keys) as YamlMappingNode)?.Children ?? new YamlMappingNode().Children).ToDictionary(p => ((YamlScalarNode)p.Key).Value!, p => p.Value);

    public static IReadOnlyList<YamlNode> List(this YamlNode? node, params ReadOnlySpan<string> keys) => [.. (node.Find(keys) as YamlSequenceNode)?.Children ?? []];
}

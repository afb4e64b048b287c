using DataRights.Cli.Hosting;
using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Mapping.Loading;
using DataRights.Sources;

namespace DataRights.Cli.Maps;

/// <summary>Checks a map by itself, and against the live schema of every database whose connection was given.</summary>
internal static class MapCheck
{
    public static async Task<MapReport> RunAsync(string file, IReadOnlyDictionary<string, string> connections, CancellationToken cancellationToken)
    {
        DataMap map;
        try
        {
            map = DataMapLoader.Load(file);
        }
        catch (DataMapException e)
        {
            return new MapReport($"{file}:", [.. e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries)], []);
        }

        MapSources.RequireKnown(map, connections);
        var (errors, warnings, compared) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var source in map.Sources.Where(s => s.Kind.HoldsRows() && connections.ContainsKey(s.Connection)))
        {
            await using var opened = MapSources.OpenDatabase(source, connections[source.Connection], TimeProvider.System);
            SourceSchema schema = await opened.DescribeForAsync(map, cancellationToken);
            var findings = CoverageCheck.Compare(map, source.Name, schema);

            // Whoever checks a map need not be the role that deletes: what this connection may not do is no fault of the map.
            errors.AddRange(findings.Where(f => !CoverageCheck.IsOfConnection(f)).Select(f => Line(file, f)));
            warnings.AddRange(findings.Where(CoverageCheck.IsOfConnection).Concat(CoverageCheck.Warnings(map, source.Name, schema)).Select(f => Line(file, f)));
            compared.Add(source.Name);
        }

        var against = compared.Count == 0 ? "no live schema compared (give --connection NAME=…)" : $"compared with the live schema of {string.Join(", ", compared)}";
        return new MapReport($"{file}: {map.Collections.Count} collections in {map.Sources.Count} sources, {against}:", errors, warnings);
    }

    private static string Line(string file, CoverageFinding finding) => $"{file}({finding.Line}): {finding.Code}: {finding.Message}";
}

using System.Diagnostics.Metrics;
using System.Reflection;
using DataRights.Telemetry;
using DataRights.Testing.House;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Tests.Telemetry;

public sealed class MetricCatalogTests
{
    private static readonly IReadOnlyDictionary<string, MetricDescription> Named = typeof(MetricCatalog)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(p => p.PropertyType == typeof(MetricDescription))
        .ToDictionary(p => p.Name, p => (MetricDescription)p.GetValue(null)!);

    [Fact]
    public void The_list_is_complete_and_its_names_are_unlike()
    {
        Assert.Equal(Named.Values.Order(ByName), MetricCatalog.All.Order(ByName));
        Assert.Equal(MetricCatalog.All.Count, MetricCatalog.All.Select(m => m.Name).Distinct().Count());
        Assert.All(MetricCatalog.All, m => Assert.Matches("^data_rights(\\.[a-z_]+)+$", m.Name));
    }

    [Fact]
    public void Every_metric_has_the_instrument_that_it_describes()
    {
        var instruments = new Dictionary<string, Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (i, _) => { if (i.Meter.Name == TelemetryNames.Meter) { instruments[i.Name] = i; } } };
        listener.Start();
        foreach (var meter in typeof(MetricCatalog).Assembly.GetTypes().Where(t => t.Namespace == typeof(MetricCatalog).Namespace))
        {
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(meter.TypeHandle);
        }

        Assert.Equal(MetricCatalog.All.Select(m => m.Name).Order(), instruments.Keys.Order());
        Assert.All(MetricCatalog.All, m =>
        {
            var instrument = instruments[m.Name];
            Assert.Equal((m.Unit, m.Description), (instrument.Unit, instrument.Description));
            Assert.Equal(m.Kind switch { MetricKind.Counter => typeof(Counter<long>), MetricKind.Gauge => typeof(Gauge<double>), _ => typeof(Histogram<double>) }, instrument.GetType());
        });
    }

    [Fact]
    public void Every_metric_is_looked_at_by_a_test_that_has_it_emitted()
    {
        var tests = string.Concat(RepositoryFiles.Under("tests")
            .Where(f => f.EndsWith("Tests.cs", StringComparison.Ordinal) && !f.EndsWith($"{nameof(MetricCatalogTests)}.cs", StringComparison.Ordinal))
            .Select(f => File.ReadAllText(RepositoryRoot.Combine(f))));

        Assert.All(Named.Keys, name => Assert.Matches($@"\.(Sums|Last|Of)\(MetricCatalog\.{name}\)", tests));
    }

    [Fact]
    public void The_documentation_has_the_catalogues_table()
    {
        var table = MetricCatalog.All.Select(m =>
            $"| `{m.Name}` | {m.Kind.ToString().ToLowerInvariant()} | `{m.Unit}` | {string.Join(", ", m.Dimensions.Select(d => $"`{d}`"))} | {m.Description} |");

        Assert.Contains(string.Join('\n', table).Replace("|  |", "| |", StringComparison.Ordinal), File.ReadAllText(RepositoryRoot.Combine("docs/telemetry.md")), StringComparison.Ordinal);
    }

    private static Comparer<MetricDescription> ByName => Comparer<MetricDescription>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));
}

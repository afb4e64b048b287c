using DataRights.Export;
using DataRights.Export.Planning;
using DataRights.Mapping;
using DataRights.Mapping.Loading;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using DataRights.Sources;
using DataRights.Sources.Local;
using DataRights.Sql;
using DataRights.Subjects;
using DataRights.Testing;
using Xunit;

namespace DataRights.Samples.Tests.PythonPro;

/// <summary>What a plan says of an archive's size, held against the archive: within the factor that docs/api-access.md states.</summary>
public sealed class EstimateTests : IAsyncLifetime
{
    private const double Factor = 2;

    private readonly SeededSqlite sample = new();

    public async ValueTask InitializeAsync() => await sample.SeedAsync(20, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        sample.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_size_of_an_archive_is_that_of_its_plan_within_the_factor()
    {
        foreach (var person in new[] { PythonProPeople.Ordinary, PythonProPeople.MegabyteText, PythonProPeople.Empty, PythonProPeople.Heavy })
        {
            var archive = await SampleArchive.ExportAsync(sample, person, ExportFormat.Json, new ExportOptions().PartSize);
            var planned = await PlanAsync(person);

            Assert.Equal(1, planned.Estimate.Parts);
            Assert.Empty(planned.Findings);
            var ratio = (double)planned.Estimate.ArchiveBytes / archive.Length;
            Assert.True(ratio is > 1 / Factor and < Factor, $"Person {person}: {planned.Estimate.ArchiveBytes} bytes were planned, {archive.Length} came.");
        }
    }

    private async Task<ExportPlan> PlanAsync(long person)
    {
        var map = DataMapLoader.Parse(PythonProSample.MapJson(SourceKind.Sqlite), "data-map.json");
        var clock = new ManualTimeProvider(SeededSqlite.Today);
        var sources = SourceOpening.Open(map, name => name == "MainDb" ? sample.Connection.ConnectionString : sample.Files, [new SqlSourceOpener(clock), new LocalFilesOpener()]);
        var planner = new ExportPlanner(map, sources, new FootprintLocator(map), clock);
        return await planner.PlanAsync(new RootKey("users", Key.Of(FormattableString.Invariant($"{person}"))), RequestKind.Access, TestContext.Current.CancellationToken);
    }
}

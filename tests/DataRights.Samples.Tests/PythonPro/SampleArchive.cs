using DataRights.Export;
using DataRights.Export.Screening;
using DataRights.Mapping;
using DataRights.Mapping.Loading;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using DataRights.Sources;
using DataRights.Sources.Local;
using DataRights.Sql;
using DataRights.Testing;
using DataRights.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DataRights.Samples.Tests.PythonPro;

/// <summary>Exports a person of the sample as the system does.</summary>
public static class SampleArchive
{
    public static async Task<byte[]> ExportAsync(SeededSqlite sample, long person, ExportFormat format, long partSize) =>
        Assert.Single(await ExportPartsAsync(sample, person, format, new ExportOptions { PartSize = partSize }));

    /// <summary>All files of the archive.</summary>
    public static async Task<IReadOnlyList<byte[]>> ExportPartsAsync(SeededSqlite sample, long person, ExportFormat format, ExportOptions options)
    {
        var map = DataMapLoader.Parse(PythonProSample.MapJson(SourceKind.Sqlite), "data-map.json");
        var clock = new ManualTimeProvider(SeededSqlite.Today);
        var request = new FakeRequest(new RequestRecord
        {
            Id = "019c0000-0000-7000-8000-000000000001",
            Kind = RequestKind.Access,
            Status = RequestStatus.Running,
            LedgerReference = "chain",
            Received = SeededSqlite.Today,
            Due = SeededSqlite.Today.AddDays(30),
            Version = 1,
            Epoch = 0,
            Format = format,
        });
        var sources = SourceOpening.Open(map, name => name == "MainDb" ? sample.Connection.ConnectionString : sample.Files, [new SqlSourceOpener(clock), new LocalFilesOpener()]);
        var store = new InMemoryObjectStore(clock);
        var job = new ExportJob(map, sources, new FootprintLocator(map), store, new TestKeys(), [new ScopeReview(map, NullLogger<ScopeReview>.Instance)], (_, _) => [], options, clock, NullLogger<ExportJob>.Instance);

        var result = await job.RunAsync(request.Start("users", FormattableString.Invariant($"{person}")), TestContext.Current.CancellationToken);

        Assert.Equal((JobResultKind.Completed, "archived"), (result.Kind, result.Outcome));
        return [.. request.Record.Archive!.AllParts.Select(p => store.Bytes(p.ObjectName)!)];
    }
}

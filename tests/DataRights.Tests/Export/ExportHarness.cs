using DataRights.Export;
using DataRights.Export.Release;
using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Testing;
using DataRights.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DataRights.Tests.Export;

/// <summary>One person with rows of every type and hostile content, ready to be exported.</summary>
public sealed class ExportHarness
{
    public const string Script = "<script>alert('x')</script>";
    public const string RightToLeft = "\u202Egnp.exe";
    public const string Emoji = "👩‍👩‍👧 żółć 漢字";

    public static DateTimeOffset Start { get; } = new(2026, 3, 4, 5, 6, 8, TimeSpan.Zero);

    public ExportHarness(ExportFormat? format = null, CsvFormulas? formulas = null)
    {
        Map = ExportMap.Create();
        Users = new FakeTable("users", ExportMap.UserColumns, [ExportMap.UserRow]);
        Orders = new FakeTable("orders", ExportMap.OrderColumns, Enumerable.Range(1, 120).Select(i => new object?[] { (long)i, 7L, 12.50m, $"order {i}" }));
        Scores = new FakeTable("scores", ExportMap.ScoreColumns, [[1L, 7L, 0.75]]);
        Main = new FakeRowSource("main", Clock, Users, Orders, Scores);
        Uploads = new FakeFileSource("uploads")
            .Put("uploads/7/notes.txt", "hello"u8.ToArray())
            .Put("uploads/7/photo.JPG", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))])
            .Put("uploads/7/../../x", "escaped"u8.ToArray())
            .Put("uploads/7/" + Script + ".html", "<script>1</script>"u8.ToArray())
            .Put("uploads/70/other", "someone else's"u8.ToArray());
        Locator = new FakeLocator(Map);
        Request = new FakeRequest(Record(RequestKind.Access) with { Format = format, CsvFormulas = formulas });
    }

    public ManualTimeProvider Clock { get; } = new(Start.AddMinutes(3));

    public DataMap Map { get; set; }

    public FakeTable Users { get; }

    public FakeTable Orders { get; }

    public FakeTable Scores { get; }

    public FakeRowSource Main { get; set; }

    public FakeFileSource Uploads { get; }

    public FakeLocator Locator { get; }

    public InMemoryObjectStore Store { get; } = new(TimeProvider.System);

    public FakeRequest Request { get; set; }

    /// <summary>Takes the place of <see cref="Store"/> when set.</summary>
    public IObjectStore? Other { get; set; }

    public TestKeys Keys { get; } = new();

    public ExportOptions Options { get; set; } = new() { BlockSize = 2048 };

    public IReadOnlyList<IArchiveReview> Reviews { get; set; } = [];

    public IReadOnlyList<CoverageFinding> Coverage { get; set; } = [];

    public static RequestRecord Record(RequestKind kind) => new()
    {
        Id = "019c0000-0000-7000-8000-000000000001",
        Kind = kind,
        Status = RequestStatus.Running,
        LedgerReference = "chain",
        Received = Start,
        Due = Start.AddMonths(1),
        Version = 1,
        Epoch = 0,
    };

    public Task<JobResult> RunAsync(FakeRun? run = null) => Job().RunAsync(run ?? Request.Start("users", "7"), TestContext.Current.CancellationToken);

    public byte[] Bytes => Store.Bytes(ObjectNames.Archive(Request.Record.Id)) ?? throw new InvalidOperationException("There is no archive.");

    public async Task<ExportedBag> ExportAsync()
    {
        var result = await RunAsync();
        Assert.Equal(JobResultKind.Completed, result.Kind);
        return new ExportedBag(Bytes);
    }

    private ExportJob Job() => new(Map, new SourceSet([Main], [Uploads], []), Locator, Other ?? Store, Keys, Reviews, (_, _) => Coverage, Options, Clock, NullLogger<ExportJob>.Instance);
}

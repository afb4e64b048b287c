using System.IO.Compression;
using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Export;

/// <summary>The harness's archive, unpacked into a folder of its own that goes with the test.</summary>
public abstract class UnpackedArchive(ExportFormat format, RequestKind kind) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("datarights-export-").FullName;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected ExportFormat Format { get; } = format;

    protected string Bag { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var harness = new ExportHarness(Format);
        harness.Request.Record = harness.Request.Record with { Kind = kind };
        var exported = await harness.ExportAsync();
        await using var zip = new ZipArchive(new MemoryStream(exported.Bytes));
        await zip.ExtractToDirectoryAsync(folder, Token);
        Bag = Path.Combine(folder, exported.Folder);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected string At(string path) => Path.Combine(Bag, path);
}

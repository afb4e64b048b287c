using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Storage;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.EndToEnd.Tests.Deletion;

/// <summary>What the tests of whole deletions share.</summary>
public abstract class DeletionTestBase(SampleTemplate template, SourceKind kind)
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected SourceKind Kind { get; } = kind;

    protected Task<SampleCopy> CopyAsync() => template.CopyAsync(Kind, Token);

    protected async Task<Deployment> DeployAsync() => new(await CopyAsync());

    protected static Task<SampleState> StateAsync(Deployment deployment) => SampleState.ReadAsync(deployment.Sample, Token);

    protected static string Id(long person) => FormattableString.Invariant($"{person}");

    /// <summary>Submits the deletion and lets it run to its end.</summary>
    protected static async Task<RequestRecord> DeleteAsync(EngineProcess process, string identifier, string value)
    {
        var submitted = await process.SubmitAsync(RequestKind.Deletion, identifier, value);
        await process.RunUntilQuietAsync();
        return await process.ReadAsync(submitted.Id);
    }

    protected static async Task<JObject> ReceiptAsync(EngineProcess process, RequestRecord record)
    {
        var stored = await process.Get<IObjectStore>().ReadAsync(record.Receipt!, Token);
        return JObject.Parse(System.Text.Encoding.UTF8.GetString(stored!.Content.Span));
    }

    protected static async Task<IReadOnlyList<string>> ObjectsAsync(EngineProcess process, string prefix)
    {
        var names = new List<string>();
        await foreach (var entry in process.Get<IObjectStore>().ListAsync(prefix, Token))
        {
            names.Add(entry.Name);
        }

        return names;
    }

    /// <summary>Nothing of the request is left in the system's own state but record, receipt and ledger.</summary>
    protected static async Task AssertCleanedUpAsync(EngineProcess process)
    {
        Assert.Empty(await ObjectsAsync(process, ObjectNames.Subjects));
        Assert.Empty(await ObjectsAsync(process, ObjectNames.Work));
        Assert.Empty(await ObjectsAsync(process, ObjectNames.Archives));
    }

    protected static void AssertCompleted(RequestRecord record) =>
        Assert.True(record.Status == RequestStatus.Completed, $"{record.Status} with {record.Outcome}: {string.Join(' ', record.Findings)}");
}

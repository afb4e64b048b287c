using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using DataRights.Storage;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.EndToEnd.Tests.Deletion;

/// <summary>After a deletion the person's address is looked for in every text: in the person's own rows it must not be, in others' it is told.</summary>
public abstract class DeepVerificationTests(SampleTemplate template, SourceKind kind) : DeletionTestBase(template, kind)
{
    private const string Address = "linh.tran@example.com";

    [Fact]
    public async Task What_others_wrote_of_the_person_is_told_and_left_and_the_address_is_nowhere_in_the_systems_own_state()
    {
        await using var deployment = await DeployAsync();
        deployment.Map = deployment.ReadMap(Deep);
        await deployment.Sample.ExecuteAsync("update comments set body = 'Write to Linh.Tran@Example.com, not to xlinh.tran@example.com' where id = (select min(id) from comments where author_id <> 1)", Token);
        await using var process = deployment.Start();
        var record = await DeleteAsync(process, "user_id", Id(PythonProPeople.Ordinary));

        AssertCompleted(record);
        var receipt = await ReceiptAsync(process, record);
        Assert.Contains(Statement(receipt)["mentions"]!, m => (string?)m["collection"] == "comments" && (string?)m["column"] == "body" && (long)m["rows"]! == 1);
        Assert.Empty(Statement(receipt)["notSearched"]!);
        Assert.Equal(1L, await deployment.Sample.ScalarAsync("select count(*) from comments where body like '%Linh.Tran@Example.com%'", Token));
        await AssertCleanedUpAsync(process);
        await AssertNowhereAsync(process);
    }

    [Fact]
    public async Task An_address_in_a_row_that_stays_is_residue_until_it_is_gone()
    {
        await using var deployment = await DeployAsync();
        deployment.Map = deployment.ReadMap(Deep);
        await deployment.Sample.ExecuteAsync($"update invoices set number = '{Address}' where id = (select min(id) from invoices where user_id = 1 and status = 'paid')", Token);
        await using var process = deployment.Start();
        var record = await DeleteAsync(process, "user_id", Id(PythonProPeople.Ordinary));

        Assert.Equal((RequestStatus.Waiting, "residue-found"), (record.Status, record.Outcome));
        Assert.Contains(record.Findings, f => f.StartsWith("invoices: 1 kept rows", StringComparison.Ordinal));
        Assert.DoesNotContain(record.Findings, f => f.Contains(Address, StringComparison.OrdinalIgnoreCase));
        Assert.Null(record.Receipt);

        await deployment.Sample.ExecuteAsync($"update invoices set number = 'A-1' where number = '{Address}'", Token);
        await process.Requests.RetryAsync(record.Id, Token);
        await process.RunUntilQuietAsync();
        AssertCompleted(await process.ReadAsync(record.Id));
        Assert.Single(await process.Get<ILedger>().ReadAsync(record.LedgerReference, Token), e => e.Code == LedgerCodes.ResidueFound);
    }

    [Fact]
    public async Task What_was_not_searched_stands_in_the_receipt()
    {
        await using var deployment = await DeployAsync();
        deployment.Map = deployment.ReadMap(json => Deep(json).Replace("\"deep\": true", "\"deep\": true, \"rowsPerColumn\": 1", StringComparison.Ordinal));
        await using var process = deployment.Start();
        var record = await DeleteAsync(process, "user_id", Id(PythonProPeople.Ordinary));

        AssertCompleted(record);
        Assert.Contains(Statement(await ReceiptAsync(process, record))["notSearched"]!, n => (string?)n["collection"] == "comments" && (string?)n["column"] == "body" && (string?)n["reason"] == "rows");
    }

    private static string Deep(string json) => json.Replace("\"clock\":", "\"verify\": { \"deep\": true },\n  \"clock\":", StringComparison.Ordinal);

    private static JObject Statement(JObject receipt) => receipt["payload"] is { } payload
        ? JObject.Parse(System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars((string)payload!)))
        : receipt;

    private static async Task AssertNowhereAsync(EngineProcess process)
    {
        await foreach (var entry in process.Get<IObjectStore>().ListAsync("", Token))
        {
            var stored = await process.Get<IObjectStore>().ReadAsync(entry.Name, Token);
            Assert.False(System.Text.Encoding.UTF8.GetString(stored!.Content.Span).Contains(Address, StringComparison.OrdinalIgnoreCase), entry.Name);
        }
    }
}

public sealed class SqliteDeepVerificationTests(SampleTemplate template) : DeepVerificationTests(template, SourceKind.Sqlite);

public sealed class PostgresDeepVerificationTests(SampleTemplate template) : DeepVerificationTests(template, SourceKind.Postgres);

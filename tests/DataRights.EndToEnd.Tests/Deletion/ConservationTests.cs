using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using Xunit;

namespace DataRights.EndToEnd.Tests.Deletion;

/// <summary>What belongs to the person is treated as the policy says; every other row and file is what it was.</summary>
public abstract class ConservationTests(SampleTemplate template, SourceKind kind) : DeletionTestBase(template, kind)
{
    private static readonly long[] People =
    [
        PythonProPeople.UnverifiedAddress, PythonProPeople.Ordinary, PythonProPeople.ScriptTag, PythonProPeople.SpreadsheetFormula,
        PythonProPeople.RightToLeft, PythonProPeople.Emoji, PythonProPeople.MegabyteText, PythonProPeople.PathTraversal, PythonProPeople.Empty,
        PythonProPeople.Heavy, PythonProPeople.MuchAnswered, PythonProPeople.Moderator, PythonProPeople.MixedCaseAddress,
    ];

    /// <summary>Those for whom the databases differ; on SQLite everybody, also in the plain run.</summary>
    private static readonly long[] PeopleOfAServer =
    [
        PythonProPeople.UnverifiedAddress, PythonProPeople.Emoji, PythonProPeople.Heavy, PythonProPeople.MuchAnswered, PythonProPeople.MixedCaseAddress,
    ];

    [Fact]
    public Task One_after_the_other_people_are_deleted_and_everything_else_stays_as_it_was() => DeletedAsync(Kind == SourceKind.Sqlite ? People : PeopleOfAServer);

    [Fact]
    [Trait("run", "long")]
    public Task Everybody_is_deleted_one_after_the_other_and_everything_else_stays_as_it_was() => DeletedAsync(People);

    private async Task DeletedAsync(IReadOnlyList<long> people)
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        foreach (var person in people)
        {
            var before = await StateAsync(deployment);
            var account = before.Tables["users"].Single(r => r["id"] == Id(person));
            var record = await DeleteAsync(process, "user_id", Id(person));
            AssertCompleted(record);

            var after = await StateAsync(deployment);
            ExpectedDeletion.Settled(ExpectedDeletion.OfAccount(before, person)).AssertEqual(ExpectedDeletion.Settled(after));
            AssertNobodyNamed(before, after, account);
            await AssertReceiptAsync(process, record, person, before, after);
        }

        await AssertCleanedUpAsync(process);
        Assert.True((await process.Get<DataRights.Ledger.ILedger>().VerifyAsync(Token)).Holds);
    }

    [Theory]
    [InlineData("newsletter_subscribers", PythonProPeople.NewsletterOnlyEmail)]
    [InlineData("contact_messages", PythonProPeople.ContactOnlyEmail)]
    [InlineData("newsletter_subscribers", PythonProPeople.ClaimedEmail)]
    public async Task Somebody_without_an_account_is_deleted_by_address(string table, string email)
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        if (email == PythonProPeople.ClaimedEmail)
        {
            // While an account claims the address too, nobody can tell whose request it is.
            await DeleteAsync(process, "user_id", Id(PythonProPeople.UnverifiedAddress));
        }

        var before = await StateAsync(deployment);
        var record = await DeleteAsync(process, "email", email.ToUpperInvariant());
        AssertCompleted(record);
        Assert.Equal("deleted", record.Outcome);
        var after = await StateAsync(deployment);
        ExpectedDeletion.OfAddress(before, table, email).AssertEqual(after);
        Assert.True(before.Tables[table].Count > after.Tables[table].Count);
        await AssertCleanedUpAsync(process);
    }

    [Fact]
    public async Task Who_was_deleted_by_hand_before_the_run_leaves_nothing_behind()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var request = await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(PythonProPeople.Ordinary));
        var before = await StateAsync(deployment);
        await DeleteAccountRowAloneAsync(deployment.Sample);
        await process.RunUntilQuietAsync();

        AssertCompleted(await process.ReadAsync(request.Id));
        var after = await StateAsync(deployment);
        foreach (var table in after.Tables.Where(t => t.Value.Count > 0 && t.Key is not ("contact_messages" or "newsletter_subscribers")))
        {
            Assert.DoesNotContain(table.Value, r => r.Has("user_id", Id(PythonProPeople.Ordinary)) || r.Has("author_id", Id(PythonProPeople.Ordinary)));
        }

        Assert.DoesNotContain(after.Files.Keys, f => f.StartsWith("avatars/1/", StringComparison.Ordinal) || f.StartsWith("uploads/1/", StringComparison.Ordinal));
        Assert.True(before.Files.Count > after.Files.Count);
    }

    protected abstract Task DeleteAccountRowAloneAsync(SampleCopy sample);

    private static void AssertNobodyNamed(SampleState before, SampleState after, SampleRow account)
    {
        var claimed = account["email"] == PythonProPeople.ClaimedEmail;
        var nameIsUnique = before.Tables["users"].Count(r => r["name"] == account["name"]) == 1;
        foreach (var (table, rows) in after.Tables)
        {
            foreach (var row in rows)
            {
                Assert.True(claimed || !row.Texts.Any(t => t.Contains(account["email"]!, StringComparison.OrdinalIgnoreCase)), $"The address is still in {table}.");

                // A paid invoice names the buyer: the law asks for it.
                if (nameIsUnique && !(table == "invoices" && row["status"] == "paid"))
                {
                    Assert.True(!row.Texts.Any(t => t.Contains(account["name"]!, StringComparison.Ordinal)), $"The name is still in {table}.");
                }
            }
        }
    }

    private static async Task AssertReceiptAsync(Running.EngineProcess process, RequestRecord record, long person, SampleState before, SampleState after)
    {
        var receipt = await ReceiptAsync(process, record);
        var deleted = receipt["collections"]!.Where(c => before.Tables.ContainsKey((string)c["name"]!)).Sum(c => (long)c["deleted"]!);
        Assert.Equal(before.Tables.Sum(t => t.Value.Count) - after.Tables.Sum(t => t.Value.Count), deleted);
        Assert.Equal(before.Files.Count - after.Files.Count, receipt["collections"]!.Where(c => (string)c["source"]! == "files").Sum(c => (long)c["deleted"]!));
        Assert.Equal(0, (long)receipt["verification"]!["left"]!);
        Assert.Equal(0, (long)receipt["totals"]!["held"]!);
        Assert.All(receipt["collections"]!, c => Assert.Equal(
            (long)c["located"]!, (long)c["deleted"]! + (long)c["anonymized"]! + c["retained"]!.Sum(r => (long)r["rows"]!) + (long)c["shared"]!));

        // Of messages the other's account is left on those that are still there.
        var user = Id(person);
        Assert.Equal(
            before.Tables["messages"].Count(r => r["sender_id"] == user ? r["recipient_id"] is { } to && to != user : r["recipient_id"] == user && r["sender_id"] is not null),
            (long)receipt["collections"]!.Single(c => (string)c["name"]! == "messages")["shared"]!);
    }
}

public sealed class SqliteConservationTests(SampleTemplate template) : ConservationTests(template, SourceKind.Sqlite)
{
    protected override Task DeleteAccountRowAloneAsync(SampleCopy sample) =>
        sample.ExecuteAsync("pragma foreign_keys = off; delete from users where id = 1", Token);
}

public sealed class PostgresConservationTests(SampleTemplate template) : ConservationTests(template, SourceKind.Postgres)
{
    protected override Task DeleteAccountRowAloneAsync(SampleCopy sample) =>
        sample.ExecuteAsync("set session_replication_role = replica; delete from users where id = 1", Token);
}

using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Mapping.Loading;
using DataRights.Requests;
using DataRights.Retention;
using DataRights.Samples.PythonPro;
using DataRights.Sql.Grants;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DataRights.EndToEnd.Tests.Grants;

/// <summary>
/// What <c>datarights map grants</c> prints for the sample is enough for an export, a deletion with its verification and
/// the retention rules; and each of it is needed, down to the single column.
/// </summary>
public sealed class PostgresGrantsTests(SampleTemplate template) : DeletionTestBase(template, SourceKind.Postgres)
{
    private const string Done = "archived, deleted, retained";

    /// <summary>Gives person 3 rows under every rule of the map, so that a run comes to everything that the grants are for.</summary>
    private const string Everything =
        """
        update users set email_verified_at = created_at where id = 3;
        delete from newsletter_subscribers where lower(email) = (select lower(email) from users where id = 3);
        update newsletter_subscribers set email = (select email from users where id = 3) where id = (select min(id) from newsletter_subscribers);
        update devices set user_id = 3 where id = (select min(id::text)::uuid from devices);
        update sessions set user_id = 3 where id = (select min(id::text)::uuid from sessions);
        update contact_messages set user_id = 3 where id = (select min(id) from contact_messages);
        update contact_messages set user_id = null, email = 'guest@example.org' where id = (select max(id) from contact_messages);
        update newsletter_subscribers set email = 'reader@example.org' where id = (select max(id) from newsletter_subscribers);
        update billing_references set user_id = 3 where id = (select min(id) from billing_references);
        update billing_references set user_id = 3, last_charged_at = null where id = (select max(id) from billing_references);
        update billing_references set last_charged_at = created_at where id = (select min(id) from billing_references);
        update subscriptions set user_id = 3 where id = (select min(id) from subscriptions);
        update invoices set user_id = 3, status = 'paid', paid_at = issued_at where id = (select min(id) from invoices);
        update invoices set user_id = 3, status = 'open', paid_at = null where id = (select max(id) from invoices);
        update consents set user_id = 3, withdrawn_at = given_at where id = (select min(id) from consents);
        update consents set user_id = 3, withdrawn_at = null where id = (select max(id) from consents);
        update lesson_authors set user_id = 3 where id = (select min(id) from lesson_authors);
        update quiz_answers set user_id = 3 where id = (select min(id) from quiz_answers);
        update comments set author_id = 3 where id = (select min(id) from comments);
        update code_runs set user_id = 3 where id = (select min(id) from code_runs);
        update uploads set user_id = 3 where id = (select min(id) from uploads);
        delete from page_views where viewed_at < '2025-12-13';
        update page_views set user_id = 3 where id = (select min(id) from page_views);
        insert into lesson_progress select 3, lesson_id, percent, seconds_spent, started_at, completed_at from lesson_progress order by 2 limit 1 on conflict do nothing;
        insert into messages values (-1, 3, null, 'to nobody', now(), null), (-2, 3, 1, 'to one', now(), null), (-3, 1, 3, 'from one', now(), null);
        insert into comment_votes select id, 3, 1, created_at from comments limit 1 on conflict do nothing;
        """;

    public static TheoryData<int> Sampled => [.. Enumerable.Range(0, Losses().Count).Where(i => i % 29 == 7)];

    public static TheoryData<int> Whole => [.. Enumerable.Range(0, Losses().Count)];

    [Fact]
    public async Task The_printed_grants_are_enough_for_everything()
    {
        Assert.Equal(Done, await RunAsync(PostgresGrants.Of(Map(), "main")));
    }

    [Theory]
    [MemberData(nameof(Sampled))]
    public Task Without_one_of_them_or_one_column_of_one_something_fails(int lost) => LoseAsync(lost);

    [Theory]
    [Trait("run", "long")]
    [MemberData(nameof(Whole))]
    public Task None_can_be_spared(int lost) => LoseAsync(lost);

    [Fact]
    public void What_is_kept_out_of_exports_and_not_used_is_not_readable()
    {
        var readable = PostgresGrants.Of(Map(), "main").Where(g => g.Privilege == "select").SelectMany(g => g.Columns.Select(c => $"{g.On}.{c}")).ToList();
        Assert.Contains("\"public\".\"users\".email", readable);
        Assert.DoesNotContain("\"public\".\"users\".password_hash", readable);
        Assert.DoesNotContain("\"public\".\"sessions\".token_hash", readable);
        Assert.Contains("\"public\".\"comments\".moderated_by", readable);
    }

    private async Task LoseAsync(int lost)
    {
        var (what, left) = Losses()[lost];
        Assert.True(await RunAsync(left) is var outcome && outcome != Done, $"Everything works without {what}.");
    }

    /// <summary>Every way of taking one away: a grant that says nothing of columns, or a column of one that does.</summary>
    private static List<(string What, IReadOnlyList<PostgresGrant> Left)> Losses()
    {
        var grants = PostgresGrants.Of(Map(), "main");
        return [.. grants.SelectMany(g => g.Columns.Count == 0
            ? [(g.Statement("role"), Without(grants, g, null))]
            : g.Columns.Select(c => ($"{c} in {g.Statement("role")}", Without(grants, g, c))))];
    }

    private static IReadOnlyList<PostgresGrant> Without(IReadOnlyList<PostgresGrant> grants, PostgresGrant grant, string? column) =>
        column is null || grant.Columns.Count == 1
            ? [.. grants.Where(g => !ReferenceEquals(g, grant))]
            : [.. grants.Select(g => ReferenceEquals(g, grant) ? g with { Columns = [.. g.Columns.Where(c => c != column)] } : g)];

    private async Task<string> RunAsync(IReadOnlyList<PostgresGrant> grants)
    {
        await using var deployment = await DeployAsync();
        await deployment.Sample.ExecuteAsync(Everything, Token);
        await using var role = await GrantedRole.CreateAsync(deployment.Sample, deployment.Map, grants, Token);
        deployment.EngineConnection = role.ConnectionString;
        await using var process = deployment.Start();
        try
        {
            var export = await process.SubmitAsync(RequestKind.Access, "email", (string)(await deployment.Sample.ScalarAsync("select email from users where id = 3", Token))!);
            await process.RunUntilQuietAsync();
            RequestRecord[] deletions =
            [
                await process.SubmitAsync(RequestKind.Deletion, "user_id", "3"),
                await process.SubmitAsync(RequestKind.Deletion, "email", "guest@example.org"),
                await process.SubmitAsync(RequestKind.Deletion, "email", "reader@example.org"),
            ];
            await process.RunUntilQuietAsync();
            await deployment.Sample.ExecuteAsync("delete from page_views where viewed_at >= '2025-12-16'", Token);

            // By the database's own clock, from which the deployment's is far: a run refuses to work beside such a one.
            var runner = ActivatorUtilities.CreateInstance<RetentionRunner>(process.Get<IServiceProvider>(), TimeProvider.System);
            var retention = await runner.RunAsync(TimeSpan.FromMinutes(5), Token);
            var deleted = new List<string?>();
            foreach (var deletion in deletions)
            {
                deleted.Add((await process.ReadAsync(deletion.Id)).Outcome);
            }

            return $"{(await process.ReadAsync(export.Id)).Outcome}, {string.Join('/', deleted.Distinct())}, {retention.Single().FailureCode ?? "retained"}";
        }
        catch (Sources.SourceException e)
        {
            return e.Code;
        }
    }

    private static DataMap Map() => DataMapLoader.Parse(PythonProSample.MapJson(SourceKind.Postgres), "data-map.json");
}

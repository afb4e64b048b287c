using DataRights.EndToEnd.Tests.Grants;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using DataRights.Sql.Grants;
using Xunit;

namespace DataRights.EndToEnd.Tests.Deletion;

/// <summary>Whatever the gate finds stops a whole deletion before its first write, in every store.</summary>
public abstract class GateTests(SampleTemplate template, SourceKind kind) : DeletionTestBase(template, kind)
{
    protected async Task StopsAsync(string spoil, string said)
    {
        await using var deployment = await DeployAsync();
        await deployment.Sample.ExecuteAsync(spoil, Token);
        await StopsAsync(deployment, said);
    }

    protected async Task StopsAsync(Deployment deployment, string said)
    {
        var before = await StateAsync(deployment);
        await using var process = deployment.Start();
        var record = await DeleteAsync(process, "user_id", Id(PythonProPeople.Ordinary));

        Assert.Equal((RequestStatus.Waiting, "map-gap"), (record.Status, record.Outcome));
        Assert.Contains(record.Findings, f => f.Contains(said, StringComparison.Ordinal));
        Assert.Empty(record.Steps);
        Assert.Null(record.EffectsBegan);
        before.AssertEqual(await StateAsync(deployment));
        Assert.Equal("0", Convert.ToString(await deployment.Sample.ScalarAsync(EffectsSql, Token), System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Counts what the system keeps its record of effects in: the table is made with the first effect.</summary>
    protected abstract string EffectsSql { get; }
}

public sealed class SqliteWholeGateTests(SampleTemplate template) : GateTests(template, SourceKind.Sqlite)
{
    protected override string EffectsSql => "select count(*) from sqlite_schema where name = 'data_rights_effects'";

    [Theory]
    [InlineData("create trigger audit after delete on users begin select 1; end", "'audit'")]
    [InlineData("alter table quiz_answers rename to quiz_entries; create view quiz_answers as select * from quiz_entries", "a view")]
    [InlineData("create table likes (id integer primary key, user_id integer references users (id) on delete cascade); create table replies (id integer primary key, liked integer references likes (id) on delete cascade)", "by way of 'likes'")]
    [InlineData("alter table comments drop author_name; alter table comments add author_name text check (length(author_name) <= 5)", "'author_name'")]
    [InlineData("alter table comments drop author_name; alter table comments add author_name integer", "that is no")]
    [InlineData("alter table comments drop author_name; alter table comments add author_name text generated always as ('x') virtual", "makes itself")]
    public Task A_flaw_stops_a_deletion_before_its_first_write(string spoil, string said) => StopsAsync(spoil, said);

    [Fact]
    public async Task A_file_that_can_only_be_read_stops_a_deletion()
    {
        await using var deployment = await DeployAsync();
        var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(deployment.Sample.ConnectionString).DataSource;
        deployment.EngineConnection = $"Data Source=file:{file}?mode=ro;Pooling=False";
        await StopsAsync(deployment, "can only read");
    }
}

public sealed class PostgresWholeGateTests(SampleTemplate template) : GateTests(template, SourceKind.Postgres)
{
    protected override string EffectsSql => "select count(*) from pg_class where relname = 'data_rights_effects'";

    [Theory]
    [InlineData("create function noted() returns trigger language plpgsql as $$ begin return old; end $$; create trigger audit before delete on users for each row execute function noted()", "'audit'")]
    [InlineData("create rule softly as on delete to users do instead nothing", "'softly'")]
    [InlineData("alter table quiz_answers rename to quiz_entries; create view quiz_answers as select * from quiz_entries", "a view")]
    [InlineData("create table likes (id integer primary key, user_id bigint references users (id) on delete cascade); create table replies (id integer primary key, liked integer references likes (id) on delete cascade)", "by way of 'likes'")]
    [InlineData("alter table comments alter author_name type varchar(5) using left(author_name, 5)", "9 characters")]
    [InlineData("alter table comments drop author_name; alter table comments add author_name integer", "that is no")]
    [InlineData("alter table comments drop author_name; alter table comments add author_name text generated always as (id::text) stored", "makes itself")]
    [InlineData("alter table comments add constraint short check (length(author_name) <= 5) not valid", "'short'")]
    public Task A_flaw_stops_a_deletion_before_its_first_write(string spoil, string said) => StopsAsync(spoil, said);

    [Fact]
    public async Task A_connection_that_can_only_read_stops_a_deletion()
    {
        await using var deployment = await DeployAsync();
        deployment.EngineConnection = $"{deployment.Sample.ConnectionString};Options=-c default_transaction_read_only=on";
        await StopsAsync(deployment, "can only read");
    }

    [Fact]
    public async Task A_role_that_lacks_a_right_or_may_not_see_every_row_stops_a_deletion()
    {
        await using var deployment = await DeployAsync();
        var grants = PostgresGrants.Of(deployment.Map, "main").Where(g => g is not { Privilege: "delete", On: "\"public\".\"sessions\"" });
        await using var role = await GrantedRole.CreateAsync(deployment.Sample, deployment.Map, grants, Token);
        deployment.EngineConnection = role.ConnectionString;
        await deployment.Sample.ExecuteAsync("alter table profiles enable row level security; drop table data_rights_effects", Token);
        await StopsAsync(deployment, "delete on \"public\".\"sessions\"");
        await StopsAsync(deployment, "Row-level security of 'profiles'");
    }
}

using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Sql;
using DataRights.Sql.Grants;
using Npgsql;

namespace DataRights.EndToEnd.Tests.Grants;

/// <summary>A role in a copy of the sample that has some of the printed grants and nothing by way of <c>public</c>.</summary>
internal sealed class GrantedRole(SampleCopy sample, string name) : IAsyncDisposable
{
    private const string Password = "only-for-this-test";

    public string ConnectionString { get; } =
        new NpgsqlConnectionStringBuilder(sample.ConnectionString) { Username = name, Password = Password, Pooling = false }.ToString();

    public static async Task<GrantedRole> CreateAsync(SampleCopy sample, DataMap map, IEnumerable<PostgresGrant> grants, CancellationToken cancellationToken)
    {
        await using var source = SqlSource.Open("main", SourceKind.Postgres, sample.ConnectionString, TimeProvider.System);
        var live = await source.DescribeAsync(cancellationToken);
        var database = new NpgsqlConnectionStringBuilder(sample.ConnectionString).Database!;
        var name = $"role_{database}";
        string[] script =
        [
            $"create role {name} login password '{Password}'",
            $"revoke all on database {database} from public",
            "revoke all on schema public from public",
            .. PostgresGrants.Tables(map, "main", live),
            .. grants.Select(g => g.Statement(name)),
        ];
        await sample.ExecuteAsync(string.Join(";\n", script.Select(statement => statement.TrimEnd(';'))), cancellationToken);
        return new GrantedRole(sample, name);
    }

    public async ValueTask DisposeAsync() => await sample.ExecuteAsync($"drop owned by {name}; drop role {name}", CancellationToken.None);
}

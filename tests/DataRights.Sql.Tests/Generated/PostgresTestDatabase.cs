using System.Data.Common;
using DataRights.Mapping;
using DataRights.Testing.Servers;

namespace DataRights.Sql.Tests.Generated;

/// <summary>A database of the throwaway PostgreSQL.</summary>
public sealed class PostgresTestDatabase(PostgresDatabase database) : ITestDatabase
{
    public SourceKind Kind => SourceKind.Postgres;

    public string ConnectionString => database.ConnectionString;

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await database.OpenAsync(cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}

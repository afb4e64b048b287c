using System.Data.Common;
using DataRights.Mapping;

namespace DataRights.Sql.Tests.Generated;

/// <summary>An empty database of one dialect for one test.</summary>
public interface ITestDatabase : IAsyncDisposable
{
    SourceKind Kind { get; }

    string ConnectionString { get; }

    Task<DbConnection> OpenAsync(CancellationToken cancellationToken);
}

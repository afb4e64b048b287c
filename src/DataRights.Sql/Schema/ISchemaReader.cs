using System.Data.Common;
using DataRights.Sources;

namespace DataRights.Sql.Schema;

/// <summary>Reads the live schema.</summary>
internal interface ISchemaReader
{
    Task<SourceSchema> ReadAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken);
}

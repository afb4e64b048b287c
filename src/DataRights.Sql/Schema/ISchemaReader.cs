using System.Data.Common;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Sql.Schema;

/// <summary>Reads the live schema, and what the role may not do of what a map asks for.</summary>
internal interface ISchemaReader
{
    Task<SourceSchema> ReadAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken);

    Task<IReadOnlyList<MissingRight>> MissingRightsAsync(DbConnection connection, DataMap map, string source, CancellationToken cancellationToken);
}

using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Retention;

namespace DataRights.Sql;

/// <summary>
/// Opens PostgreSQL and SQLite databases: the connection is the driver's connection string. A PostgreSQL connection string
/// without a password takes one from <paramref name="passwords"/>, where there are any.
/// </summary>
public sealed class SqlSourceOpener(TimeProvider time, IPasswordSource? passwords = null) : ISourceOpener
{
    public bool Opens(SourceKind kind) => kind is SourceKind.Postgres or SourceKind.Sqlite;

    public OpenedSource Open(SourceRule source, string connection)
    {
        try
        {
            return OpenedSource.Database(
                SqlSource.Open(source.Name, source.Kind, connection, time, passwords),
                SqlRetention.Open(source.Name, source.Kind, connection, passwords));
        }
        catch (ArgumentException)
        {
            var (kind, example) = source.Kind == SourceKind.Sqlite ? ("SQLite", "Data Source=FILE") : ("PostgreSQL", "Host=…;Database=…;Username=…;Password=…");
            throw new SourceSetupException(source.Connection, $"The connection '{source.Connection}' is not a connection string for {kind}. It looks like {example}.");
        }
    }
}

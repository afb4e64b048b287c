using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Retention;

namespace DataRights.Sql;

/// <summary>
/// Opens PostgreSQL and SQLite databases: the connection is the driver's connection string. A PostgreSQL connection string
/// without a password takes one from <paramref name="passwords"/>, where there are any. With limits, each PostgreSQL source
/// has at most its connection's limit of sessions and <see cref="SpareSessions"/> more, and its retention side one.
/// </summary>
public sealed class SqlSourceOpener(TimeProvider time, IPasswordSource? passwords = null, ConnectionLimits? limits = null) : ISourceOpener
{
    /// <summary>Sessions for what takes no turn and is over in a moment: submissions, previews of plans, health.</summary>
    public const int SpareSessions = 2;

    /// <summary>Retention works one statement after another.</summary>
    private const int RetentionSessions = 1;

    public bool Opens(SourceKind kind) => kind is SourceKind.Postgres or SourceKind.Sqlite;

    public OpenedSource Open(SourceRule source, string connection)
    {
        try
        {
            return OpenedSource.Database(
                SqlSource.Open(source.Name, source.Kind, connection, time, passwords, limits?.Of(source.Connection) + SpareSessions),
                SqlRetention.Open(source.Name, source.Kind, connection, passwords, limits is null ? null : RetentionSessions));
        }
        catch (ArgumentException)
        {
            var (kind, example) = source.Kind == SourceKind.Sqlite ? ("SQLite", "Data Source=FILE") : ("PostgreSQL", "Host=…;Database=…;Username=…;Password=…");
            throw new SourceSetupException(source.Connection, $"The connection '{source.Connection}' is not a connection string for {kind}. It looks like {example}.");
        }
    }
}

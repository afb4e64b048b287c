using DataRights.Sql.Dialects;

namespace DataRights.Sql.Grants;

/// <summary>One right that the system's role needs in a PostgreSQL database, on a table, a schema or the database itself.</summary>
/// <param name="Privilege">For instance <c>select</c>.</param>
/// <param name="On">A quoted table, <c>schema "name"</c>, or <see cref="Database"/>.</param>
/// <param name="Columns">The columns it is limited to, in order of first need; empty for the whole.</param>
public sealed record PostgresGrant(string Privilege, string On, IReadOnlyList<string> Columns)
{
    /// <summary>Stands for the database that the statement is run in, whose name a data map does not say.</summary>
    public const string Database = "database";

    /// <summary>The statement, with its semicolon.</summary>
    public string Statement(string role)
    {
        var to = SqlDialect.Quote(role);
        if (On == Database)
        {
            return $"do $$ begin execute format('grant {Privilege} on database %I to %I', current_database(), {SqlDialect.Text(role)}); end $$;";
        }

        var columns = Columns.Count == 0 ? "" : $" ({string.Join(", ", Columns.Select(SqlDialect.Quote))})";
        return $"grant {Privilege}{columns} on {On} to {to};";
    }
}

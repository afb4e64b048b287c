using System.Data.Common;

namespace DataRights.Sql;

/// <summary>Statement text with its parameters. Names come from the map and are quoted; values are always parameters.</summary>
internal sealed class SqlStatement
{
    private readonly List<(string Name, object? Value)> parameters = [];

    public string Text { get; set; } = "";

    /// <summary>Adds a value and returns how the statement refers to it.</summary>
    public string Parameter(object? value)
    {
        var name = FormattableString.Invariant($"@p{parameters.Count}");
        parameters.Add((name, value));
        return name;
    }

    public DbCommand On(DbConnection connection, DbTransaction? transaction)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Text;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

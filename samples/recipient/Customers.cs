using Microsoft.Data.Sqlite;

namespace DataRights.Samples.Recipient;

/// <summary>The stand-in's own data: customers, and what became of each telling. One connection, used by one call at a time.</summary>
public sealed class Customers : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();

    /// <summary>Opens the file; a new one is filled with the accounts of the sample's database when there is one.</summary>
    public Customers(string file, string? people)
    {
        var isNew = !File.Exists(file);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Execute("create table if not exists customers (user_id text primary key, email text, card text not null)");
        Execute("create table if not exists tellings (key text primary key, outcome text not null, customers integer not null)");
        if (isNew && people is not null)
        {
            Execute("attach $file as sample", ("$file", people));
            Execute("insert into customers select cast(id as text), email, 'card-' || id from sample.users");
            Execute("detach sample");
        }
    }

    public long Count => Scalar("select count(*) from customers");

    public bool Knows(string userId) => Scalar("select count(*) from customers where user_id = $id", ("$id", userId)) > 0;

    public void Add(string userId, string? email) =>
        Execute("insert or replace into customers values ($id, $email, 'card')", ("$id", userId), ("$email", email));

    /// <summary>What became of the telling; null when it is new.</summary>
    public string? OutcomeOf(string key)
    {
        lock (gate)
        {
            using var command = Command("select outcome from tellings where key = $key", ("$key", key));
            return (string?)command.ExecuteScalar();
        }
    }

    /// <summary>
    /// Deletes the customers whom the identifiers name, once for a key; returns <c>deleted</c> or <c>unknown</c>. Whom one
    /// identifier names and another contradicts is left alone.
    /// </summary>
    public string Delete(string key, IReadOnlyDictionary<string, IReadOnlyList<string>> identifiers)
    {
        lock (gate)
        {
            if (OutcomeOf(key) is { } known)
            {
                return known;
            }

            using var transaction = connection.BeginTransaction();
            var deleted = 0;
            foreach (var id in identifiers.GetValueOrDefault("user_id", []))
            {
                using var command = Command("delete from customers where user_id = $id", ("$id", id));
                deleted += command.ExecuteNonQuery();
            }

            foreach (var email in identifiers.ContainsKey("user_id") ? [] : identifiers.GetValueOrDefault("email", []))
            {
                using var command = Command("delete from customers where lower(email) = lower($email)", ("$email", email));
                deleted += command.ExecuteNonQuery();
            }

            var outcome = deleted > 0 ? "deleted" : "unknown";
            using var note = Command("insert into tellings values ($key, $outcome, $deleted)", ("$key", key), ("$outcome", outcome), ("$deleted", deleted));
            note.ExecuteNonQuery();
            transaction.Commit();
            return outcome;
        }
    }

    public void Dispose() => connection.Dispose();

    private long Scalar(string sql, params (string Name, object? Value)[] values)
    {
        lock (gate)
        {
            using var command = Command(sql, values);
            return (long)command.ExecuteScalar()!;
        }
    }

    private void Execute(string sql, params (string Name, object? Value)[] values)
    {
        lock (gate)
        {
            using var command = Command(sql, values);
            command.ExecuteNonQuery();
        }
    }

    private SqliteCommand Command(string sql, params (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}

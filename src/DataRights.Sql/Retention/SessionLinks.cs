using System.Data.Common;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>The accounts of every device that was seen with one, smallest and largest, read once for a run into a temporary table of its connection.</summary>
internal sealed class SessionLinks(RetentionDialect dialect, RetentionPlan plan)
{
    public const string Table = "\"data_rights_devices\"";

    /// <summary>Whether whose a row is depends on devices, and on nothing besides.</summary>
    public bool IsUseful => plan.Rule.Person.Count == 2;

    public async Task ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await DropAsync(connection, cancellationToken);
        foreach (var statement in (string[])[RetentionDialect.KeepTemporary(Table, Select), $"create unique index \"data_rights_device\" on {Table} (\"device\")", .. dialect.Analyze(Table)])
        {
            await RetentionCommands.ExecuteAsync(connection, null, statement, cancellationToken);
        }
    }

    public Task<int> DropAsync(DbConnection connection, CancellationToken cancellationToken) =>
        RetentionCommands.ExecuteAsync(connection, null, dialect.DropTemporary(Table), cancellationToken);

    // Grouped by the column itself: an index of both columns serves it as it stands.
    private string Select
    {
        get
        {
            var (account, device) = (plan.Rule.Person[0], plan.Rule.Person[1]);
            var (a, d) = ($"l.{SqlDialect.Quote(account)}", $"l.{SqlDialect.Quote(device)}");
            var value = plan.Column(account).Kind is ValueKind.Integer ? a : dialect.IdentityText(a);
            return $"""
                select g."device", {dialect.IdentityText("g.\"first\"")} as "first", {dialect.IdentityText("g.\"last\"")} as "last"
                from (select {d} as "device", min({value}) as "first", max({value}) as "last" from {plan.RawTable} l
                  where {a} is not null and {d} is not null and {dialect.IdentityText(a)} is not null and {dialect.IdentityText(d)} is not null group by {d}) g
                """;
        }
    }
}

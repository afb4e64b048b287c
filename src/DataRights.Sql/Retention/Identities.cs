using System.Data.Common;
using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Retention.Holding;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>
/// Destroys identities that only destroyed raw rows had led to. They are locked first and asked for again then: whoever refers to one by a foreign key waits, and what came
/// before the lock is seen. What nobody can be asked about stays.
/// </summary>
internal sealed class Identities(RetentionDialect dialect, RetentionPlan plan, DataMap map)
{
    private const string Known = "\"data_rights_known\"";

    public async Task<long> RemoveAsync(DateOnly period, long limit, RawHolds holds, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (await Watermark.FindAsync(plan, period, connection, transaction, dialect.RowLock, cancellationToken) is null)
        {
            throw new RetentionRuleException(plan.Rule.Name, "not-published", "identities go with the raw rows of a published period; publish it first.");
        }

        long removed = 0;
        foreach (var identity in plan.Group.Rules.SelectMany(r => r.Identities).DistinctBy(i => SourceSchema.Normalize(i.From)))
        {
            if (removed < limit && !IdentityNeeds.Collections(map, plan.Rule.Source, identity).Any(c => holds.Collections.Contains(c.Name)))
            {
                removed += await RemoveAsync(identity, period, limit - removed, connection, transaction, cancellationToken);
            }
        }

        if (removed > 0)
        {
            await Watermark.AddIdentitiesAsync(plan, period, removed, connection, transaction, cancellationToken);
        }

        return removed;
    }

    private async Task<long> RemoveAsync(IdentityTable identity, DateOnly period, long limit, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var dated = plan with { Time = Seen(identity) };
        var (from, key) = (SqlDialect.Table(identity.From), $"i.{SqlDialect.Quote(identity.Key)}");
        IEnumerable<string> conditions =
        [
            dialect.Before(dated, "i", plan.Calendar.EndOf(period)), $"{key} is not null",
            .. identity.Accounts.Select(a => $"{dialect.IdentityText($"i.{SqlDialect.Quote(a)}")} is null"),
            new IdentityNeeds(dialect, plan, map, identity).None(),
        ];
        var nobodys = string.Join(" and ", conditions);
        Task<int> RunAsync(string text) => RetentionCommands.ExecuteAsync(connection, transaction, text, cancellationToken);

        await RunAsync(dialect.DropTemporary(Known));
        await RunAsync(dialect.CreateTemporary(Known, string.Create(CultureInfo.InvariantCulture, $"select {key} as \"key\" from {from} i where {nobodys} limit {limit}{dialect.RowLock}")));
        var removed = await RunAsync($"delete from {from} as i where {key} in (select \"key\" from {Known}) and {nobodys}");
        await RunAsync(dialect.DropTemporary(Known));
        return removed;
    }

    private ColumnSchema Seen(IdentityTable identity)
    {
        var table = plan.Schema.Table(identity.From) ?? throw new RetentionRuleException(plan.Rule.Name, "unknown-table", $"there is no table '{identity.From}'; correct the name in 'identities'.");
        foreach (var name in identity.Accounts.Append(identity.Key).Append(identity.Seen).Where(n => table.Column(n) is null))
        {
            throw new RetentionRuleException(plan.Rule.Name, "unknown-column", $"table '{identity.From}' has no column '{name}'; correct the name in 'identities'.");
        }

        var seen = table.Column(identity.Seen)!;
        return seen.Kind == ValueKind.LocalTimestamp && plan.Rule.Zoneless is null
            ? throw new RetentionRuleException(plan.Rule.Name, "zone-unsaid", $"'{identity.Seen}' of '{identity.From}' holds times without a zone, and the rule does not say by which they were written; add \"zoneless\".")
            : dialect.ProblemWithTime(seen) is { } problem
                ? throw new RetentionRuleException(plan.Rule.Name, "column-type", $"column '{identity.Seen}' of '{identity.From}' is '{seen.NativeType}': it {problem}.")
                : seen;
    }
}

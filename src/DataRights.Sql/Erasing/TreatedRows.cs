using System.Globalization;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Sql.Erasing;

/// <summary>Counts rows that stay under a rule, and until when.</summary>
internal sealed class TreatedRows(SqlWork work, WorkTable table)
{
    public async Task CountAsync(int rule, Slice slice, OutcomeCounts counts, CancellationToken cancellationToken)
    {
        var (collection, rows) = (table.Collection, $"from {table.Name} c where {WorkTable.Under("c", rule)}{slice.Of("c")}");
        if (collection.Deletion[rule].Treatment == Treatment.Anonymize)
        {
            OutcomeCounts.Add(counts.Anonymized, collection.Name, await work.CountAsync($"select count(*) {rows}", cancellationToken));
            return;
        }

        await foreach (var values in work.RowsAsync(new SqlStatement { Text = $"select min({WorkTable.Until}), max({WorkTable.Until}), count(*) - count({WorkTable.Until}), count(*) {rows}" }, cancellationToken))
        {
            if (Number(values[3]) is > 0 and var kept)
            {
                counts.Retain(collection.Name, new RetainedRows(rule, collection.Deletion[rule].Law!, kept, Date(values[0]), Date(values[1]), Number(values[2])));
            }
        }
    }

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Date(object? text) =>
        text is string date ? DateTimeOffset.Parse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;
}

using System.Globalization;
using System.Runtime.CompilerServices;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Erasing;

namespace DataRights.Sql.Retained;

/// <summary>The keys of noted rows that are retained until a date, as pages.</summary>
internal sealed class RetainedKeys(SqlWork work, MappedSchema schema, WorkTables noted)
{
    public async IAsyncEnumerable<RetainedPage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var table in noted.All.Where(t => t.Rows > 0 && t.Collection.Deletion.Any(r => r.Treatment == Treatment.Retain)))
        {
            var rows = $"{table.Name} c where c.{WorkTable.Kept} = 0 and c.{WorkTable.Until} is not null and c.{WorkTable.Rule} in ({table.RulesOf(Treatment.Retain)})";
            if (await FirstAsync(rows, cancellationToken) is { } first)
            {
                var keys = RetainedTables.Shape(schema, table.Collection, table.Name);
                await foreach (var page in new Pages(work).ReadAsync(keys, $"{rows} order by c.{WorkTable.Until}", cancellationToken))
                {
                    yield return new RetainedPage(page, first);
                }
            }
        }
    }

    private async Task<DateTimeOffset?> FirstAsync(string rows, CancellationToken cancellationToken)
    {
        await foreach (var row in work.RowsAsync(new SqlStatement { Text = $"select min(c.{WorkTable.Until}) from {rows}" }, cancellationToken))
        {
            return row[0] is string until ? DateTimeOffset.Parse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;
        }

        return null;
    }
}

using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Erasing;

namespace DataRights.Sql.Retained;

/// <summary>
/// Work tables that carry of retained rows the key alone: what tied them to the person is not taken along. They are filled from the pages
/// that <see cref="RetainedKeys"/> wrote.
/// </summary>
internal sealed class RetainedTables(SqlWork work, MappedSchema schema)
{
    private readonly Dictionary<string, WorkTable> tables = [];

    public IEnumerable<WorkTable> All => tables.Values;

    public WorkTable? Of(Collection collection) => tables.GetValueOrDefault(collection.Name);

    /// <summary>The table's shape, under a name.</summary>
    public static WorkTable Shape(MappedSchema schema, Collection collection, string name) =>
        new(collection, name, [.. collection.Key.Select(k => schema.Column(collection, k))], []);

    /// <summary>Loads the pages; those of collections that the map or the database does not know any more are counted.</summary>
    public async Task<long> LoadAsync(IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken)
    {
        var unknown = 0L;
        await using (await work.BeginAsync(work.Dialect.BeginLocateAsync, cancellationToken))
        {
            await foreach (var page in pages.WithCancellation(cancellationToken))
            {
                if (schema.Live.FirstOrDefault(c => c.Name == page.Collection) is { } collection)
                {
                    await new Pages(work).LoadAsync(await TableAsync(collection, cancellationToken), page, cancellationToken);
                }
                else
                {
                    unknown += page.Rows;
                }
            }

            await work.CommitAsync(cancellationToken);
        }

        return unknown;
    }

    private async Task<WorkTable> TableAsync(Collection collection, CancellationToken cancellationToken)
    {
        if (!tables.TryGetValue(collection.Name, out var table))
        {
            tables[collection.Name] = table = Shape(schema, collection, FormattableString.Invariant($"dr_r{tables.Count}"));
            await work.ExecuteAsync(work.Dialect.CreateTemporary(table.Name, [.. WorkTable.OwnColumns, .. table.Columns]), cancellationToken);
        }

        return table;
    }
}

using System.Runtime.CompilerServices;
using DataRights.Sources;

namespace DataRights.Sql.Erasing;

/// <summary>Work tables as pages and back.</summary>
internal sealed class Pages(SqlWork work)
{
    /// <param name="table">The work table.</param>
    /// <param name="from">What follows <c>from</c>: the table under an alias, a condition and an order.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<CapturedPage> ReadAsync(WorkTable table, string from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var pages = work.Dialect.ReadPagesAsync(work.Connection, work.Transaction, from, Columns(table), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await work.Database.GuardAsync(() => pages.MoveNextAsync().AsTask()))
        {
            yield return new CapturedPage(table.Collection.Name, pages.Current.Rows, pages.Current.Content);
        }
    }

    public Task LoadAsync(WorkTable table, CapturedPage page, CancellationToken cancellationToken) =>
        work.Database.GuardAsync(() => work.Dialect.LoadPageAsync(work.Connection, work.Transaction, table.Name, Columns(table), page.Content, cancellationToken));

    private static List<ColumnSchema> Columns(WorkTable table) => [.. WorkTable.OwnColumns, .. table.Columns];
}

using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Sql.Erasing;

/// <summary>A statement that cuts ties of shared rows, or, where they cannot be cut, one that counts those there are.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Impossible">The reference whose columns may not be null; null where the tie is cut.</param>
internal sealed record Unlinking(SqlStatement Statement, Reference? Impossible)
{
    /// <exception cref="SourceException">Code <c>shared-not-null</c>: rows would have to be let go of, and the column that ties them may not be null.</exception>
    public async Task RunAsync(SqlWork work, CancellationToken cancellationToken)
    {
        if (Impossible is null)
        {
            await work.ExecuteAsync(Statement, cancellationToken);
        }
        else if (await CountAsync(work, cancellationToken) > 0)
        {
            throw new SourceException(work.Database.Name, "shared-not-null", false);
        }
    }

    /// <summary>How many there are; only where they cannot be cut.</summary>
    public async Task<long> CountAsync(SqlWork work, CancellationToken cancellationToken) => (await work.NumbersAsync(Statement, cancellationToken))[0][0] ?? 0;
}

using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Sql.Erasing;

/// <summary>A statement that cuts ties of shared rows, or, where they cannot be cut, one that counts those there are.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Impossible">The reference whose columns may not be null; null where the tie is cut.</param>
internal sealed record Unlinking(string Text, Reference? Impossible)
{
    /// <exception cref="SourceException">Code <c>shared-not-null</c>: rows would have to be let go of, and the column that ties them may not be null.</exception>
    public async Task RunAsync(SqlWork work, CancellationToken cancellationToken)
    {
        if (Impossible is null)
        {
            await work.ExecuteAsync(Text, cancellationToken);
        }
        else if (await work.CountAsync(Text, cancellationToken) > 0)
        {
            throw new SourceException(work.Database.Name, "shared-not-null", false);
        }
    }
}

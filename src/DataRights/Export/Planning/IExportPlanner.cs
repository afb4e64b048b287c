using DataRights.Requests;
using DataRights.Subjects;

namespace DataRights.Export.Planning;

/// <summary>Says what an export would hold and take, and writes nothing.</summary>
public interface IExportPlanner
{
    /// <param name="root">Whose data it is.</param>
    /// <param name="kind">Access or portability: they cover different things.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="Sources.SourceException">A source cannot be asked now; one that fails for good is in the plan's findings instead.</exception>
    Task<ExportPlan> PlanAsync(RootKey root, RequestKind kind, CancellationToken cancellationToken);
}

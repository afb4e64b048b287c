using DataRights.Mapping;

namespace DataRights.Sources;

/// <summary>What to do in one database, in one transaction.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Step">The step's name, unique in the request; the effect happens once per (request, step).</param>
/// <param name="Epoch">The run's epoch.</param>
/// <param name="Footprint">Whose rows.</param>
/// <param name="Order">The source's collections, leaves before roots; collections of one inner list refer to each other in a cycle.</param>
/// <param name="AsOf">The request's time: what <c>until</c> is compared with.</param>
public sealed record Erasure(
    string RequestId,
    string Step,
    long Epoch,
    Footprint Footprint,
    IReadOnlyList<IReadOnlyList<Collection>> Order,
    DateTimeOffset AsOf);

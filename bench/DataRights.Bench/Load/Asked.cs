using DataRights.Requests;

namespace DataRights.Bench.Load;

/// <summary>A request that was submitted, and for whom.</summary>
internal sealed record Asked(string Id, RequestKind Kind, int Person);

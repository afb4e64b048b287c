namespace DataRights.Api.Holds;

/// <summary>Holds, newest first.</summary>
public sealed record HoldList(IReadOnlyList<HoldJson> Holds);

namespace DataRights.Api.Access.Callers;

/// <summary>Somebody who shows nothing.</summary>
public sealed record AnonymousCaller : ApiCaller;

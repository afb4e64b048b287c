namespace DataRights.Api.Access.Callers;

/// <summary>Somebody who shows a status secret. Whether it is one is only known once the request is looked up.</summary>
public sealed record SecretCaller(string Secret) : ApiCaller;

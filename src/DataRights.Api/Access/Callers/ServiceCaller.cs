namespace DataRights.Api.Access.Callers;

/// <summary>A program or an operator with a token of the service issuer: good for what its app roles allow.</summary>
/// <param name="Roles">Those of the token; names that <see cref="AppRoles"/> does not know allow nothing.</param>
/// <param name="Key">Hash of issuer and client, for the rate limit.</param>
public sealed record ServiceCaller(IReadOnlySet<string> Roles, string Key) : ApiCaller
{
    public override bool SeesParts => Roles.Contains(AppRoles.Read) || Roles.Contains(AppRoles.Operate);
}

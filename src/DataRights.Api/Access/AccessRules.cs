using DataRights.Api.Access.Callers;

namespace DataRights.Api.Access;

/// <summary>
/// Who may ask for what, before anything is looked up. What is not listed is not allowed. Which request a person or the
/// holder of a secret may reach is decided by <see cref="RequestScope"/>.
/// </summary>
public static class AccessRules
{
    public static bool Allows(ApiCaller caller, ApiOperation operation) => operation is ApiOperation.Health or ApiOperation.Confirm or ApiOperation.Describe || caller switch
    {
        ServiceCaller service => RolesFor(operation).Any(service.Roles.Contains),
        SubjectCaller => operation is ApiOperation.Submit or ApiOperation.Read or ApiOperation.Cancel or ApiOperation.Archive,
        SecretCaller => operation is ApiOperation.Read or ApiOperation.Receipt,
        _ => false,
    };

    /// <summary>
    /// No role downloads an archive: it holds all there is of a person, and one stolen credential of a program or an
    /// operator would open everybody's. Only the person does, freshly signed in.
    /// </summary>
    private static string[] RolesFor(ApiOperation operation) => operation switch
    {
        ApiOperation.Submit => [AppRoles.Submit],
        ApiOperation.Read => [AppRoles.Submit, AppRoles.Read, AppRoles.Operate],
        ApiOperation.Cancel => [AppRoles.Submit, AppRoles.Operate],
        ApiOperation.List or ApiOperation.Plan or ApiOperation.Receipt => [AppRoles.Read, AppRoles.Operate],
        ApiOperation.Retry or ApiOperation.Approve or ApiOperation.AllowDownloads or ApiOperation.Replay or ApiOperation.Hold or ApiOperation.Retention => [AppRoles.Operate],
        _ => [],
    };
}

namespace DataRights.Api.Access;

/// <summary>The app roles of service callers, as they stand in the <c>roles</c> claim.</summary>
public static class AppRoles
{
    /// <summary>Submit for anybody; status and cancel by id.</summary>
    public const string Submit = "DataRights.Submit";

    /// <summary>Read, list, plan, receipt, and the parts of the health report.</summary>
    public const string Read = "DataRights.Read";

    /// <summary>What <see cref="Read"/> allows, cancel, retry, approve, and replay after a restore.</summary>
    public const string Operate = "DataRights.Operate";

    public static IReadOnlyList<string> All { get; } = [Submit, Read, Operate];
}

using DataRights.Infrastructure.Tests.Bicep;

namespace DataRights.Infrastructure.Tests.Agreement;

/// <summary>A role given in Bicep: which, on which resource of the file, and why.</summary>
internal sealed record RoleAssignment(BicepFile File, BicepResource Resource)
{
    public string Place => $"{File.Path}:{Resource.Line}: {Resource.Name}";

    /// <summary>The role's name, or null when its id is no built-in role that is known here.</summary>
    public string? Role => RoleValue is { String: { } id } ? BuiltInRoles.Names.GetValueOrDefault(id) : null;

    /// <summary>The existing resource that it is given on; null when there is none.</summary>
    public BicepResource? Scope => (Resource["scope"] is { Kind: "index" } i ? i.Target : Resource["scope"]) is { Kind: "reference" } scope
        ? File.Resources.SingleOrDefault(r => r.Name == scope.Name && r.IsExisting)
        : null;

    /// <summary>Whether its name comes from scope, principal and role, so that no two assignments share one and a second deployment finds it.</summary>
    public bool HasOwnName => Resource["name"] is { Kind: "call", Name: "guid" } name && name.Items.Count == 3
        && name.Items[0].Text == Resource["scope"]?.Text + ".id"
        && name.Items[1].Text == Resource["properties.principalId"]?.Text
        && name.Items[2].Text == RoleReference?.Text;

    private BicepValue? RoleReference => Resource["properties.roleDefinitionId"] is { Kind: "call", Name: "subscriptionResourceId" } call ? call.Items[1] : null;

    private BicepValue? RoleValue => RoleReference switch
    {
        { Kind: "reference" } r => File.Variables.SingleOrDefault(v => v.Name == r.Name)?.Value,
        { Kind: "member", Target.Kind: "reference" } m => File.Variables.SingleOrDefault(v => v.Name == m.Target!.Name)?.Value?[m.Name],
        _ => null,
    };

    public static IReadOnlyList<RoleAssignment> Of(BicepModel model) =>
        [.. model.Templates.SelectMany(f => f.OfType("Microsoft.Authorization/roleAssignments").Select(r => new RoleAssignment(f, r)))];
}

using DataRights.Infrastructure.Tests.Bicep;

namespace DataRights.Infrastructure.Tests.Hardening;

/// <summary>What each kind of resource must say, and what must stand nowhere.</summary>
internal static class HardeningChecks
{
    private static readonly Dictionary<string, Dictionary<string, string[]>> Required = new()
    {
        ["Microsoft.Storage/storageAccounts"] = new()
        {
            ["properties.allowSharedKeyAccess"] = ["false"],
            ["properties.allowBlobPublicAccess"] = ["false"],
            ["properties.allowCrossTenantReplication"] = ["false"],
            ["properties.isLocalUserEnabled"] = ["false"],
            ["properties.supportsHttpsTrafficOnly"] = ["true"],
            ["properties.minimumTlsVersion"] = ["'TLS1_2'", "'TLS1_3'"],
            ["properties.publicNetworkAccess"] = ["isPrivate ? 'Disabled' : 'Enabled'"],
            ["kind"] = ["'StorageV2'"],
        },
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = new() { ["properties.publicAccess"] = ["'None'"] },
        ["Microsoft.ServiceBus/namespaces"] = new()
        {
            ["properties.disableLocalAuth"] = ["true"],
            ["properties.minimumTlsVersion"] = ["'1.2'"],
            ["properties.publicNetworkAccess"] = ["isPrivate ? 'Disabled' : 'Enabled'"],
        },
        ["Microsoft.KeyVault/vaults"] = new()
        {
            ["properties.enableRbacAuthorization"] = ["true"],
            ["properties.enablePurgeProtection"] = ["true"],
            ["properties.enableSoftDelete"] = ["true"],
            ["properties.enabledForTemplateDeployment"] = ["false"],
            ["properties.publicNetworkAccess"] = ["isPrivate ? 'Disabled' : 'Enabled'"],
        },
        ["Microsoft.KeyVault/vaults/keys"] = new() { ["properties.kty"] = ["'EC'"], ["properties.curveName"] = ["'P-256'"], ["properties.attributes.exportable"] = ["false"] },
        ["Microsoft.Insights/components"] = new() { ["properties.DisableLocalAuth"] = ["true"], ["properties.DisableIpMasking"] = ["false"] },
        ["Microsoft.OperationalInsights/workspaces"] = new() { ["properties.features.disableLocalAuth"] = ["true"] },
        ["Microsoft.Web/sites"] = new()
        {
            ["properties.httpsOnly"] = ["true"],
            ["properties.siteConfig.minTlsVersion"] = ["'1.2'", "'1.3'"],
            ["properties.siteConfig.scmMinTlsVersion"] = ["'1.2'", "'1.3'"],
            ["properties.siteConfig.ftpsState"] = ["'Disabled'"],
            ["identity.type"] = ["'UserAssigned'"],
        },
        ["Microsoft.Web/sites/basicPublishingCredentialsPolicies"] = new() { ["properties.allow"] = ["false"] },
        ["Microsoft.DBforPostgreSQL/flexibleServers"] = new()
        {
            ["properties.authConfig.passwordAuth"] = ["'Disabled'"],
            ["properties.authConfig.activeDirectoryAuth"] = ["'Enabled'"],
            ["properties.network.publicNetworkAccess"] = ["isPrivate ? 'Disabled' : 'Enabled'"],
        },
    };

    private static readonly string[] Nowhere = ["listKeys", "listAccountSas", "listServiceSas", "listSecrets", "AccountKey=", "SharedAccessKey", "Password=", "Pwd=", "AuthorizationRules", "InstrumentationKey"];

    public static IEnumerable<string> Weak(BicepModel model) =>
        from file in model.Templates
        from resource in file.Resources.Where(r => !r.IsExisting)
        from property in Required.GetValueOrDefault(resource.Type) ?? []
        where !property.Value.Contains(resource[property.Key]?.Text)
        select $"{file.Path}:{resource.Line}: {resource.Name}.{property.Key} is {resource[property.Key]?.Text ?? "not set"}.";

    public static IEnumerable<string> Keys(BicepModel model) =>
        from file in model.Files
        from word in Nowhere
        where file.Text.Contains(word, StringComparison.OrdinalIgnoreCase)
        select $"{file.Path} has {word}.";

    /// <summary>The kinds of resource that must be there for the checks to mean anything.</summary>
    public static IEnumerable<string> Absent(BicepModel model) => Required.Keys.Where(t => model.Templates.All(f => f.OfType(t).Count == 0));
}

using DataRights.Functions.Composition.Settings;
using DataRights.Infrastructure.Tests.Bicep;

namespace DataRights.Infrastructure.Tests.Agreement;

/// <summary>The settings that Bicep gives the app, held against those that the app has.</summary>
internal static class SettingChecks
{
    /// <summary>Settings without a default that a deployment leaves unset, by what they begin with, and why.</summary>
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["ServiceBus"] = "a connection string, for the emulator",
        ["StateStorage__connectionString"] = "for the emulator",
        ["StateStorage__directory"] = "for one machine",
        ["WitnessStorage__connectionString"] = "for the emulator",
        ["Keys__directory"] = "for one machine",
        ["AzureWebJobsStorage"] = "a connection string; its parts are set",
        ["FUNCTIONS_WORKER_RUNTIME"] = "the plan says it",
        ["Access__"] = "other ways to name an issuer",
        ["Webhooks__Secrets__1"] = "set by hand while secrets are exchanged",
        ["OTEL_"] = "telemetry goes to Application Insights",
        ["ConnectionLimits__"] = "set by hand for a connection",
        ["RecipientCallbackAddress"] = "set by hand where a recipient calls back",
    };

    private static readonly string[] Host = ["AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId"];

    private static readonly string[] ForbiddenOnFlex = ["FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_CONTENT", "WEBSITE_TIME_ZONE", "TZ"];

    /// <summary>What is set, by name. Connections of the data map apart.</summary>
    public static IReadOnlyList<BicepProperty> Set(BicepModel model) =>
    [
        .. model.Module("app-settings").Variables.SelectMany(v => v.Value!.All()).SelectMany(v => v.Properties).Where(p => p.Key is null),
    ];

    public static IEnumerable<string> Unknown(BicepModel model) =>
        Set(model).Select(p => p.Name).Except(All().Select(s => s.Name)).Except(Host).Select(n => $"{n} is set, and no setting.");

    /// <summary>Triggers look their queue up by its setting and know no default.</summary>
    public static IEnumerable<string> Missing(BicepModel model) => All()
        .Where(s => (s.Default is null || s.Name.EndsWith("QueueName", StringComparison.Ordinal)) && Set(model).All(p => p.Name != s.Name))
        .Where(s => !LeftOut.Keys.Any(l => s.Name == l || (l.EndsWith('_') && s.Name.StartsWith(l, StringComparison.Ordinal))))
        .Select(s => $"{s.Name} is not set.");

    public static IEnumerable<string> Forbidden(BicepModel model) =>
        from property in model.Templates.SelectMany(f => f.Values()).SelectMany(v => v.Properties)
        where ForbiddenOnFlex.Any(f => property.Name.StartsWith(f, StringComparison.Ordinal))
        select $"{property.Name} must not be set on Flex Consumption.";

    private static IEnumerable<Setting> All() => SettingCatalog.Read.Concat(SettingCatalog.Platform);
}

using DataRights.Infrastructure.Tests.Bicep;
using Newtonsoft.Json.Linq;

namespace DataRights.Infrastructure.Tests.Portal;

/// <summary>The workbook and the alerts as they are deployed, worked out from the Bicep modules with the defaults of their parameters.</summary>
internal sealed record PortalModel(IReadOnlyList<AlertRule> Alerts, JObject Workbook, IReadOnlyCollection<string> Loaded)
{
    public const string Prefix = "prefix";
    public const string Runbook = "https://runbook.example/runbook.md";
    public const string Mail = "operators@example.org";

    private static readonly string[] Identical = ["workspaceId", "appInsightsId", "serviceBusNamespaceId", "location"];

    public static async Task<PortalModel> LoadAsync(bool mailed = true)
    {
        var bicep = await BicepModel.LoadAsync();
        return Of(bicep.Module("alerts"), bicep.Module("workbook"), mailed);
    }

    public static PortalModel Of(BicepFile alerts, BicepFile workbook, bool mailed = true)
    {
        var given = Identical.ToDictionary(n => n, n => (JToken)$"/{n}");
        given["namePrefix"] = Prefix;
        given["runbookUrl"] = Runbook;
        given["tags"] = new JObject();
        given["actionGroupEmail"] = mailed ? Mail : "";
        var forAlerts = new BicepEvaluator(alerts, given);
        var forWorkbook = new BicepEvaluator(workbook, given);
        var rules = alerts.OfType("Microsoft.Insights/scheduledQueryRules").Concat(alerts.OfType("Microsoft.Insights/metricAlerts"))
            .SelectMany(r => Made(forAlerts, r)).ToList();
        var text = (string)forWorkbook.Evaluate(workbook.Resource("workbook").Body["properties.serializedData"]!)!;
        return new(rules, JObject.Parse(text), [.. forAlerts.Loaded, .. forWorkbook.Loaded]);
    }

    /// <summary>Every item of the workbook, also those in groups.</summary>
    public IReadOnlyList<JObject> Items => [.. Workbook.Descendants().OfType<JObject>().Where(o => o["type"]?.Type == JTokenType.Integer && o["content"] is JObject)];

    public IReadOnlyList<JObject> QueryItems => [.. Items.Where(i => (int)i["type"]! == 3)];

    private static IEnumerable<AlertRule> Made(BicepEvaluator evaluator, BicepResource resource)
    {
        var isLog = resource.Type.EndsWith("scheduledQueryRules", StringComparison.Ordinal);
        var bodies = resource.Loop is null ? [evaluator.Evaluate(resource.Body)] : evaluator.Evaluate(Loop(resource)).ToArray();
        return bodies.Select(b => new AlertRule(((string)b["name"]!)[(Prefix.Length + 1)..], isLog, (JObject)b["properties"]!));
    }

    private static BicepValue Loop(BicepResource resource) =>
        new() { Kind = "for", Target = resource.Loop!.Over, Variables = resource.Loop.Variables, Items = [resource.Body] };
}

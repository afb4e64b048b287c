using System.Xml;
using DataRights.Infrastructure.Tests.Agreement;
using DataRights.Infrastructure.Tests.Bicep;
using DataRights.Storage;
using DataRights.Testing.House;
using Newtonsoft.Json.Linq;

namespace DataRights.Infrastructure.Tests.Hardening;

public sealed class RetentionTests
{
    [Fact]
    public async Task Nothing_is_unchangeable_for_longer_than_the_company_answers_for_it()
    {
        var main = (await BicepModel.LoadAsync()).Main;
        Assert.Equal("min(ledgerImmutabilityDays, accountabilityDays)", main.Variable("immutabilityDays").Value!.Text);
        foreach (var module in new[] { "storage", "witness" })
        {
            Assert.Equal("immutabilityDays", main.Module(module).Parameters.Single(p => p.Name == "immutabilityDays").Value.Text);
        }
    }

    [Fact]
    public async Task The_ledger_is_appended_to_and_the_witness_is_not()
    {
        var model = await BicepModel.LoadAsync();
        foreach (var (module, isAppended, container) in new[] { ("storage", true, "ledger"), ("witness", false, "container") })
        {
            var policy = Assert.Single(model.Module(module).OfType("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies"));
            Assert.Equal(container, policy["parent"]!.Text);
            Assert.Equal("immutabilityDays", policy["properties.immutabilityPeriodSinceCreationInDays"]!.Text);
            Assert.Equal(isAppended, policy["properties.allowProtectedAppendWrites"]!.Boolean);
            Assert.Equal("!isImmutabilityLocked", policy.Condition!.Text);
        }
    }

    [Fact]
    public async Task The_safety_net_takes_archives_and_nothing_else_and_never_before_their_time()
    {
        var model = await BicepModel.LoadAsync();
        var rule = model.Module("storage").Resource("lifecycle")["properties.policy"]!["rules"]!.Items.Single();
        var prefix = rule["definition.filters.prefixMatch"]!.Items.Single();
        Assert.Equal(["state.name", $"/{ObjectNames.Archives}"], prefix.Items.Select(i => i.String ?? i.Text));
        Assert.Equal("archiveSafetyDays", rule["definition.actions.baseBlob.delete.daysAfterModificationGreaterThan"]!.Text);
        Assert.Equal("archiveLifetimeDays + 7", model.Main.Variable("archiveSafetyDays").Value!.Text);

        var assumed = TimeSpan.FromDays(model.Main.Parameter("archiveLifetimeDays").Value!.Number!.Value);
        foreach (var map in RepositoryFiles.Under("samples").Where(f => f.EndsWith("/data-map.json", StringComparison.Ordinal)))
        {
            var lifetime = XmlConvert.ToTimeSpan((string)JObject.Parse(Repository.Text(map)).SelectToken("clock.archiveLifetime")!);
            Assert.True(lifetime <= assumed, map);
        }
    }
}

using DataRights.Infrastructure.Tests.Bicep;

namespace DataRights.Infrastructure.Tests.Hardening;

public sealed class FlexConsumptionTests
{
    [Fact]
    public async Task The_app_runs_on_flex_consumption_as_that_wants_it()
    {
        var file = (await BicepModel.LoadAsync()).Module("function-app");
        var plan = Assert.Single(file.OfType("Microsoft.Web/serverfarms"));
        Assert.Equal(("FC1", "FlexConsumption", true), (plan["sku.name"]!.String, plan["sku.tier"]!.String, plan["properties.reserved"]!.Boolean));
        var app = Assert.Single(file.OfType("Microsoft.Web/sites"));
        Assert.Equal("functionapp,linux", app["kind"]!.String);
        Assert.Equal(("dotnet-isolated", "10.0"), (app["properties.functionAppConfig.runtime.name"]!.String, app["properties.functionAppConfig.runtime.version"]!.String));
        Assert.Equal("blobContainer", app["properties.functionAppConfig.deployment.storage.type"]!.String);
        Assert.Equal("UserAssignedIdentity", app["properties.functionAppConfig.deployment.storage.authentication.type"]!.String);
        string[] elsewhere = ["alwaysOn", "linuxFxVersion", "netFrameworkVersion", "functionAppScaleLimit", "healthCheckPath"];
        Assert.Empty(app["properties.siteConfig"]!.Properties.Select(p => p.Name).Intersect(elsewhere));
    }

    [Fact]
    public async Task Runtime_and_framework_are_one()
    {
        var version = (await BicepModel.LoadAsync()).Module("function-app").Resource("app")["properties.functionAppConfig.runtime.version"]!.String;
        Assert.Contains($"<TargetFramework>net{version}</TargetFramework>", Agreement.Repository.Text("Directory.Build.props"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_and_instances_can_only_be_what_the_plan_offers()
    {
        var model = await BicepModel.LoadAsync();
        foreach (var file in new[] { model.Main, model.Module("function-app") })
        {
            Assert.Equal([512d, 2048d, 4096d], file.Parameter("instanceMemoryMB").Decorator("allowed")!.Items[0].Items.Select(i => i.Number));
            var instances = file.Parameter("maximumInstances");
            Assert.Equal((40d, 1000d), (instances.Decorator("minValue")!.Items[0].Number, instances.Decorator("maxValue")!.Items[0].Number));
        }
    }
}

using DataRights.Infrastructure.Tests.Bicep;
using DataRights.Testing.House;

namespace DataRights.Infrastructure.Tests.Hardening;

public sealed class HardeningTests
{
    [Fact]
    public async Task No_resource_is_weaker_than_it_may_be()
    {
        var model = await BicepModel.LoadAsync();
        Assert.Empty(HardeningChecks.Absent(model));
        Offenders.None(HardeningChecks.Weak(model), "resources that are open where they must be closed");
    }

    [Fact]
    public async Task There_is_no_key_and_no_connection_string_anywhere() =>
        Offenders.None(HardeningChecks.Keys(await BicepModel.LoadAsync()), "keys or connection strings");

    [Theory]
    [InlineData("storage", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true")]
    [InlineData("witness", "    allowSharedKeyAccess: false\n", "")]
    [InlineData("host-storage", "'TLS1_2'", "'TLS1_0'")]
    [InlineData("service-bus", "disableLocalAuth: true", "disableLocalAuth: false")]
    [InlineData("key-vault", "enablePurgeProtection: true", "enablePurgeProtection: false")]
    [InlineData("monitoring", "DisableLocalAuth: true", "DisableLocalAuth: false")]
    [InlineData("function-app", "httpsOnly: true", "httpsOnly: false")]
    [InlineData("postgres", "passwordAuth: 'Disabled'", "passwordAuth: 'Enabled'")]
    public async Task A_resource_that_is_opened_is_seen(string module, string text, string replacement)
    {
        var broken = await (await BicepModel.LoadAsync()).WithAsync($"infra-bicep/modules/{module}.bicep", text, replacement, TestContext.Current.CancellationToken);
        Assert.NotEmpty(HardeningChecks.Weak(broken));
    }

    [Fact]
    public async Task A_key_that_is_asked_for_is_seen()
    {
        var broken = await (await BicepModel.LoadAsync()).WithAsync("infra-bicep/modules/storage.bicep", "output id string = account.id", "output id string = account.listKeys().keys[0].value", TestContext.Current.CancellationToken);
        Assert.NotEmpty(HardeningChecks.Keys(broken));
    }

    [Fact]
    public async Task Outputs_hold_no_secret()
    {
        var model = await BicepModel.LoadAsync();
        foreach (var file in model.Templates)
        {
            var secure = file.Parameters.Where(p => p.IsSecure).Select(p => p.Name).ToList();
            Assert.Empty(file.Outputs.SelectMany(o => o.Value!.References()).Intersect(secure));
        }
    }

    [Fact]
    public async Task What_was_destroyed_in_the_state_cannot_be_brought_back()
    {
        var storage = (await BicepModel.LoadAsync()).Module("storage");
        var blobs = storage.Resource("blobs");
        foreach (var path in new[] { "deleteRetentionPolicy.enabled", "containerDeleteRetentionPolicy.enabled", "isVersioningEnabled", "changeFeed.enabled", "restorePolicy.enabled" })
        {
            Assert.False(blobs[$"properties.{path}"]!.Boolean, path);
        }

        Assert.Contains("must be gone", blobs.Comment, StringComparison.Ordinal);
        Assert.False(storage.Resource("account")["properties.isHnsEnabled"]!.Boolean);
    }

    [Fact]
    public async Task Everything_that_is_not_a_child_is_tagged_and_where_it_belongs()
    {
        var model = await BicepModel.LoadAsync();
        var made = model.Templates.SelectMany(f => f.Resources.Where(r => !r.IsExisting && r["location"] is not null).Select(r => (f.Path, r)));
        Assert.NotEmpty(made);
        Assert.All(made, m => Assert.True(m.r["tags"] is not null, $"{m.Path}: {m.r.Name} has no tags."));
    }

    [Fact]
    public async Task What_is_watched_is_watched()
    {
        var model = await BicepModel.LoadAsync();
        var watched = model.Templates.SelectMany(f => f.OfType("Microsoft.Insights/diagnosticSettings")).ToList();
        Assert.Equal(["app", "blobs", "namespace", "vault"], watched.Select(w => w["scope"]!.Text).Order(StringComparer.Ordinal));
        Assert.All(watched, w => Assert.Equal("workspaceId", w["properties.workspaceId"]!.Text));
        var accounts = model.Main.Modules.Where(m => m.Path == "modules/blob-diagnostics.bicep").Select(m => m.Parameters.Single(p => p.Name == "accountName").Value.Text);
        Assert.Equal(["hostStorage.outputs.name", "storage.outputs.name", "witness.outputs.name"], accounts.Order(StringComparer.Ordinal));
    }
}

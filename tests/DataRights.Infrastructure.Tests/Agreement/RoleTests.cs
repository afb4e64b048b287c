using DataRights.Infrastructure.Tests.Bicep;
using DataRights.Testing.House;

namespace DataRights.Infrastructure.Tests.Agreement;

public sealed class RoleTests
{
    private const string Roles = "infra-bicep/modules/rbac.bicep";

    private static readonly Dictionary<string, string> Scopes = new()
    {
        ["Microsoft.Storage/storageAccounts"] = "account",
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = "container",
        ["Microsoft.ServiceBus/namespaces/queues"] = "queue",
        ["Microsoft.KeyVault/vaults"] = "vault",
        ["Microsoft.KeyVault/vaults/keys"] = "key",
        ["Microsoft.Insights/components"] = "Application Insights",
    };

    [Fact]
    public async Task Every_role_is_built_in_on_one_resource_with_its_reason() => Offenders.None(Faults(await BicepModel.LoadAsync()), "faults in role assignments");

    [Theory]
    [InlineData("scope: state\n", "", "has no scope")]
    [InlineData("scope: hostAccount\n", "scope: resourceGroup()\n", "has no scope")]
    [InlineData("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "no built-in role known here")]
    [InlineData("// Signs receipts with this one key and publishes its public part.\n", "", "has no reason")]
    [InlineData("guid(vault.id,", "guid(state.id,", "may have another's name")]
    [InlineData("principalType: 'ServicePrincipal'", "principalType: 'User'", "is for no service principal")]
    public async Task A_fault_is_seen(string text, string replacement, string fault)
    {
        var broken = await (await BicepModel.LoadAsync()).WithAsync(Roles, text, replacement, TestContext.Current.CancellationToken);
        Assert.Contains(Faults(broken), f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_reference_lists_the_roles_and_where_they_hold()
    {
        var given = RoleAssignment.Of(await BicepModel.LoadAsync()).Select(a => $"{a.Role} | {Scopes[a.Scope!.Type]} | {a.Scope.Name}");
        var listed = Repository.Table("infra-bicep/README.md", "Roles").Select(r => $"{r[0].Trim('`')} | {r[1].Split('`')[0].Trim()} | {r[1].Split('`')[1]}");
        Assert.Equal(given.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_operators_are_told_to_give_is_given()
    {
        var given = RoleAssignment.Of(await BicepModel.LoadAsync()).Select(a => a.Role).ToHashSet();
        var operations = Repository.Text("docs/operations.md");
        string[] settings = ["StateStorage__blobServiceUri", "ServiceBus__fullyQualifiedNamespace", "Keys__vaultUri"];
        foreach (var row in settings.Select(s => operations.Split('\n').First(l => l.StartsWith('|') && l.Contains($"`{s}`", StringComparison.Ordinal))))
        {
            var named = BuiltInRoles.Names.Values.Where(n => row.Contains($"`{n}`", StringComparison.Ordinal) || row.Contains($"`{n.Replace("Azure Service Bus ", "", StringComparison.Ordinal)}`", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(named);
            Assert.All(named, n => Assert.Contains(n, given));
        }
    }

    [Fact]
    public async Task The_witness_has_one_role_and_nobody_elses()
    {
        var model = await BicepModel.LoadAsync();
        var witness = Assert.Single(RoleAssignment.Of(model), a => a.File.Path.EndsWith("witness-rbac.bicep", StringComparison.Ordinal));
        Assert.Equal("Storage Blob Data Contributor", witness.Role);
        Assert.Equal("identity.outputs.witnessPrincipalId", model.Main.Module("witness").Parameters.Single(p => p.Name == "principalId").Value.Text);
        Assert.Equal("identity.outputs.appPrincipalId", model.Main.Module("rbac").Parameters.Single(p => p.Name == "principalId").Value.Text);
        Assert.NotEqual(model.Main.Module("witness").Body["scope"]!.Text, model.Main.Module("storage").Body["scope"]!.Text);
    }

    private static IEnumerable<string> Faults(BicepModel model) => RoleAssignment.Of(model).SelectMany(a => new[]
    {
        a.Role is null ? $"{a.Place} gives no built-in role known here." : null,
        a.Scope is null || !Scopes.ContainsKey(a.Scope.Type) ? $"{a.Place} has no scope of its own." : null,
        a.Resource.Comment.Length < 20 ? $"{a.Place} has no reason above it." : null,
        a.HasOwnName ? null : $"{a.Place} may have another's name.",
        a.Resource["properties.principalType"]?.String == "ServicePrincipal" ? null : $"{a.Place} is for no service principal.",
    }).OfType<string>();
}

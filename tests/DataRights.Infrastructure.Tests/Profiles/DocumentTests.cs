using System.Globalization;
using DataRights.Infrastructure.Tests.Agreement;
using DataRights.Infrastructure.Tests.Bicep;

namespace DataRights.Infrastructure.Tests.Profiles;

public sealed class DocumentTests
{
    private const string Readme = "infra-bicep/README.md";

    [Fact]
    public void The_cost_table_adds_up()
    {
        var rows = Repository.Table(Readme, "Cost");
        foreach (var column in new[] { 1, 2 })
        {
            var amounts = rows.Select(r => int.Parse(r[column], CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(amounts[^1], amounts.SkipLast(1).Sum());
        }
    }

    [Fact]
    public async Task The_cost_table_speaks_of_what_the_profiles_say()
    {
        var model = await BicepModel.LoadAsync();
        var prod = model.File("infra-bicep/profiles/prod.bicep").Variable("prod").Value!;
        var dev = model.File("infra-bicep/profiles/dev.bicep").Variable("dev").Value!;
        var rows = Repository.Table(Readme, "Cost").ToDictionary(r => r[0]);
        foreach (var (column, profile) in new[] { (1, dev), (2, prod) })
        {
            Assert.Equal(profile["isPrivate"]!.Boolean, rows["private endpoints"][column] != "0");
            Assert.Equal(profile["readyInstances"]!.Number > 0, rows["instance always ready"][column] != "0");
            Assert.Equal(profile["serviceBusSku"]!.String == "Premium", int.Parse(rows["Service Bus"][column], CultureInfo.InvariantCulture) > 100);
        }
    }

    [Fact]
    public async Task Every_variable_that_is_read_is_explained()
    {
        var readme = Repository.Text(Readme);
        var read = (await BicepModel.LoadAsync()).File("infra-bicep/main.bicepparam").Values()
            .Where(v => v.Name == "readEnvironmentVariable").Select(v => v.Items[0].String!).ToList();
        Assert.Contains("DATA_RIGHTS_PROFILE", read);
        Assert.DoesNotContain(read, n => !readme.Contains(n, StringComparison.Ordinal) && !readme.Contains(n.Replace("DATA_RIGHTS_SUBJECT", "…_SUBJECT", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_queue_and_container_that_is_made_is_listed()
    {
        var main = (await BicepModel.LoadAsync()).Main;
        var readme = Repository.Text(Readme);
        var names = main.Variable("queues").Value!.Properties.Select(p => p.Value.String!)
            .Concat(new[] { "stateContainer", "ledgerContainer", "witnessContainer", "signingKeyName", "webhookSecretName" }.Select(v => main.Variable(v).Value!.String!));
        Assert.DoesNotContain(names, n => !readme.Contains($"`{n}`", StringComparison.Ordinal));
    }
}

using DataRights.Functions.Composition.Settings;
using DataRights.Infrastructure.Tests.Bicep;
using DataRights.Testing.House;

namespace DataRights.Infrastructure.Tests.Agreement;

public sealed class SettingTests
{
    private const string Settings = "infra-bicep/modules/app-settings.bicep";

    private static readonly Dictionary<string, Func<BicepModel, IEnumerable<string>>> Checks = new()
    {
        ["unknown"] = SettingChecks.Unknown,
        ["missing"] = SettingChecks.Missing,
        ["forbidden"] = SettingChecks.Forbidden,
    };

    public static TheoryData<string> Names => [.. Checks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_app_gets_the_settings_that_it_has(string check) =>
        Offenders.None(Checks[check](await BicepModel.LoadAsync()), "settings that Bicep and code disagree about");

    [Theory]
    [InlineData("unknown", "  TimeSlice:", "  TimeSlize:", "TimeSlize is set")]
    [InlineData("missing", "  DeletionQueueName: queues.deletions\n", "", "DeletionQueueName is not set")]
    [InlineData("missing", "  HousekeepingSchedule: housekeepingSchedule\n", "", "HousekeepingSchedule is not set")]
    [InlineData("missing", "  AZURE_CLIENT_ID: identityClientId\n", "", "AZURE_CLIENT_ID is not set")]
    [InlineData("forbidden", "  TimeSlice:", "  WEBSITE_RUN_FROM_PACKAGE: '1'\n  TimeSlice:", "WEBSITE_RUN_FROM_PACKAGE")]
    public async Task A_disagreement_is_seen(string check, string text, string replacement, string fault)
    {
        var model = await BicepModel.LoadAsync();
        if (check == "missing" && SettingCatalog.Read.Concat(SettingCatalog.Platform).All(s => !text.Contains(s.Name, StringComparison.Ordinal)))
        {
            Assert.Fail($"There is no such setting any more: {text}");
        }

        var broken = await model.WithAsync(Settings, text, replacement, TestContext.Current.CancellationToken);
        Assert.Contains(Checks[check](broken), f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_is_reached_by_identity()
    {
        var set = SettingChecks.Set(await BicepModel.LoadAsync()).ToDictionary(p => p.Name, p => p.Value);
        Assert.Equal(["managedidentity", "managedidentity"], new[] { "AzureWebJobsStorage__credential", "ServiceBus__credential" }.Select(n => set[n].String));
        string[] clients = ["AzureWebJobsStorage__clientId", "ServiceBus__clientId", "AZURE_CLIENT_ID"];
        Assert.All(clients, n => Assert.Equal("identityClientId", set[n].Text));
        Assert.Equal("witnessClientId", set["WitnessStorage__clientId"].Text);
        Assert.StartsWith("'ClientId=${identityClientId};Authorization=AAD'", set["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"].Text, StringComparison.Ordinal);
        Assert.StartsWith("'@Microsoft.KeyVault(", set["Webhooks__Secrets__0"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_are_set_under_the_prefix_that_the_app_reads()
    {
        var sources = (await BicepModel.LoadAsync()).Module("app-settings").Variable("sources").Value!;
        var key = sources.All().SelectMany(v => v.Properties).Single(p => p.Key is not null).Key!;
        Assert.Equal(SettingCatalog.ConnectionPrefix, key.Items[0].String);
    }

    [Fact]
    public async Task Parts_of_an_archive_are_as_large_as_the_sample_settings_say()
    {
        var main = (await BicepModel.LoadAsync()).Main.Parameter("archivePartMegabytes");
        Assert.Equal(Repository.SampleSettings["ArchivePartMegabytes"], $"{main.Value!.Number}");
    }

    [Theory]
    [InlineData("timeSlice", "TimeSlice")]
    [InlineData("anonymizationSchedule", "AnonymizationSchedule")]
    [InlineData("housekeepingSchedule", "HousekeepingSchedule")]
    public async Task Times_default_to_those_of_the_sample_settings(string parameter, string setting)
    {
        var value = (await BicepModel.LoadAsync()).Main.Parameter(parameter).Value!.String!;
        Assert.Equal(Repository.SampleSettings[setting], value);
        if (setting.EndsWith("Schedule", StringComparison.Ordinal))
        {
            Assert.Equal(6, value.Split(' ').Length);
        }
    }

    [Theory]
    [InlineData("stateContainer", "StateStorage__container")]
    [InlineData("ledgerContainer", "StateStorage__ledgerContainer")]
    [InlineData("witnessContainer", "WitnessStorage__container")]
    [InlineData("signingKeyName", "Keys__signingKey")]
    public async Task Containers_and_keys_have_the_names_that_the_app_takes_by_default(string variable, string setting)
    {
        var name = (await BicepModel.LoadAsync()).Main.Variable(variable).Value!.String;
        Assert.Equal(SettingCatalog.Read.Single(s => s.Name == setting).Default, name);
    }
}

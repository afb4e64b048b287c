using DataRights.Infrastructure.Tests.Bicep;
using DataRights.Testing.House;

namespace DataRights.Infrastructure.Tests.Modules;

public sealed class ModuleTests
{
    private const string Main = "infra-bicep/main.bicep";

    private static readonly Dictionary<string, Func<BicepModel, IEnumerable<string>>> Checks = new()
    {
        ["calls"] = ModuleChecks.Calls,
        ["outputs"] = ModuleChecks.Outputs,
        ["conditional"] = ModuleChecks.Conditional,
        ["undeclared"] = NameChecks.Undeclared,
        ["unused"] = NameChecks.Unused,
        ["twice"] = NameChecks.Twice,
        ["functions"] = NameChecks.UnknownFunctions,
    };

    public static TheoryData<string> Names => [.. Checks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Files_fit_together(string check) =>
        Offenders.None(Checks[check](await BicepModel.LoadAsync()), "faults in how Bicep files call one another");

    [Theory]
    [InlineData("calls", Main, "modules/storage.bicep", "modules/store.bicep", "which is not there")]
    [InlineData("calls", Main, "    dailyCapGb: logDailyCapGb\n", "", "does not give dailyCapGb")]
    [InlineData("calls", Main, "dailyCapGb: logDailyCapGb", "dailyCapGb: logDailyCapGb\n    cap: 1", "gives cap,")]
    [InlineData("calls", Main, "dailyCapGb: logDailyCapGb", "dailyCapGb: '1'", "a value that")]
    [InlineData("calls", Main, "dailyCapGb: logDailyCapGb", "dailyCapGb: -2", "a value that")]
    [InlineData("calls", Main, "sku: isPrivate ? 'Premium' : serviceBusSku", "sku: 'Basic'", "a value that")]
    [InlineData("outputs", Main, "hostStorage.outputs.packageContainer", "hostStorage.outputs.package", "is no output")]
    [InlineData("conditional", Main, "network!.outputs", "network.outputs", "is there only if isPrivate")]
    [InlineData("undeclared", Main, "dailyCapGb: logDailyCapGb", "dailyCapGb: logCap", "logCap is used")]
    [InlineData("unused", Main, "timeSlice: timeSlice", "timeSlice: '00:08:00'", "timeSlice is declared")]
    [InlineData("unused", "infra-bicep/modules/function-app.bicep", "'${witnessIdentityId}': {}", "", "witnessIdentityId is declared")]
    [InlineData("twice", "infra-bicep/modules/storage.bicep", "resource state ", "resource ledger ", "ledger is declared twice")]
    [InlineData("functions", Main, "uniqueString(", "uniqString(", "uniqString()")]
    public async Task A_fault_is_seen(string check, string file, string text, string replacement, string fault)
    {
        var model = await BicepModel.LoadAsync();
        var broken = await model.WithAsync(file, text, replacement, TestContext.Current.CancellationToken);
        Assert.Contains(Checks[check](broken), f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_parameter_says_what_it_is()
    {
        var model = await BicepModel.LoadAsync();
        Offenders.None(model.Templates.SelectMany(f => f.Parameters.Where(p => p.Description.Length < 5).Select(p => $"{f.Path}:{p.Line}: {p.Name}")), "parameters without a description");
    }

    [Fact]
    public async Task Every_default_fits_its_own_parameter()
    {
        var model = await BicepModel.LoadAsync();
        Offenders.None(model.Templates.SelectMany(f => f.Parameters.Where(p => p.Value is { } v && !ParameterChecks.Fits(p, v)).Select(p => $"{f.Path}:{p.Line}: {p.Name}")), "defaults that their own parameter does not take");
    }

    [Fact]
    public async Task Every_module_file_is_called()
    {
        var model = await BicepModel.LoadAsync();
        var called = model.Templates.SelectMany(f => f.Modules.Select(m => f.Relative(m.Path)));
        Assert.Empty(model.Templates.Select(f => f.Path).Where(p => p.Contains("/modules/", StringComparison.Ordinal)).Except(called));
    }
}

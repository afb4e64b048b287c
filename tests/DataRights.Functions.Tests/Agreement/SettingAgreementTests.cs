using DataRights.Functions.Composition.Settings;
using DataRights.Functions.Tests.Fakes;
using DataRights.Mapping;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Functions.Tests.Agreement;

public sealed class SettingAgreementTests
{
    private static readonly IReadOnlyList<Setting> All = [.. SettingCatalog.Read, .. SettingCatalog.Platform];

    [Fact]
    public async Task The_sample_has_every_setting_and_no_other()
    {
        await using var head = new Head();
        var connections = head.Services.GetRequiredService<DataMap>().Sources.SelectMany(s => (string[])
        [
            SettingCatalog.ConnectionPrefix + s.Connection,
            .. s.Kind == SourceKind.Http ? SettingCatalog.RecipientSecrets(s.Connection).Select(r => r.Name) : [SettingCatalog.ConnectionLimitPrefix + s.Connection],
        ]);
        Assert.Equal(All.Select(s => s.Name).Concat(connections).Order(StringComparer.Ordinal), SampleSettings.Values.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_reference_has_every_setting_with_its_default_and_no_other()
    {
        var read = SettingCatalog.Read.Select(s => $"{s.Name}={s.Default}")
            .Append(SettingCatalog.ConnectionPrefix + "<name>=")
            .Append(SettingCatalog.ConnectionLimitPrefix + "<name>=")
            .Concat(SettingCatalog.RecipientSecrets("<name>").Select(r => $"{r.Name}="));
        Assert.Equal(read.Order(StringComparer.Ordinal), Table("What is read"));
        Assert.Equal(SettingCatalog.Platform.Select(s => $"{s.Name}={s.Default}").Order(StringComparer.Ordinal), Table("What the platform reads"));
    }

    [Fact]
    public void Every_setting_that_a_trigger_names_is_one()
    {
        Assert.NotEmpty(FunctionList.Settings);
        Assert.Empty(FunctionList.Settings.Except(All.Select(s => s.Name)));
    }

    [Fact]
    public void Every_queue_and_schedule_setting_has_a_trigger()
    {
        var named = All.Select(s => s.Name).Where(n => n.EndsWith("QueueName", StringComparison.Ordinal) || n.EndsWith("Schedule", StringComparison.Ordinal));
        Assert.Equal(named.Order(StringComparer.Ordinal), FunctionList.Settings.Where(s => s != "ServiceBus").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_setting_of_the_catalog_is_read_by_the_code_that_reads_settings()
    {
        var fields = typeof(SettingCatalog).GetFields().Where(f => f.FieldType == typeof(Setting)).Select(f => (Setting)f.GetValue(null)!);
        var access = SettingCatalog.Read.Where(s => s.Name.StartsWith("Access__", StringComparison.Ordinal));
        Assert.NotEmpty(access);
        Assert.Equal(fields.Concat(access).Select(s => s.Name).Order(StringComparer.Ordinal), SettingCatalog.Read.Select(s => s.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_samples_schedules_are_those_that_the_reference_names()
    {
        foreach (var row in Documents.Rows("What the platform reads").Where(r => r[0].Contains("Schedule", StringComparison.Ordinal)))
        {
            var expression = SampleSettings.Values[Documents.Code(row[0])];
            Assert.Equal(6, expression.Split(' ').Length);
            Assert.Contains($"`{expression}`", row[3], StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Table(string heading) =>
        Documents.Rows(heading).Select(r => $"{Documents.Code(r[0])}={Documents.Code(r[1])}").Order(StringComparer.Ordinal);
}

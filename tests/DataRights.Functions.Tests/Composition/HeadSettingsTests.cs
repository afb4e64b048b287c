using DataRights.Functions.Composition;
using DataRights.Functions.Composition.Settings;
using DataRights.Functions.Tests.Fakes;
using DataRights.Ledger;
using DataRights.Mapping.Loading;
using DataRights.Requests.Turns;
using DataRights.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Functions.Tests.Composition;

public sealed class HeadSettingsTests
{
    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_by_name()
    {
        var faults = Faults(
            ("ServiceBus", " "), ("StateStorage__directory", "/state"), ("Keys__directory", null),
            ("TimeSlice", "8"), ("ExportQueueName", "no queue"), ("StateStorage__blobServiceUri", "http://canary:secret@store.example"));

        Assert.Equal(6, faults.Count);
        string[] names = ["ServiceBus, ServiceBus__fullyQualifiedNamespace", "StateStorage__connectionString, ", "Keys__vaultUri, Keys__directory", "TimeSlice", "ExportQueueName", "StateStorage__blobServiceUri must"];
        Assert.All(names, n => Assert.Single(faults, f => f.Contains(n, StringComparison.Ordinal)));
        Assert.DoesNotContain(faults, f => f.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("99")]
    [InlineData("100001")]
    [InlineData("4 GB")]
    [InlineData("-4000")]
    public void A_size_of_archive_parts_out_of_bounds_is_refused(string megabytes) => Assert.Single(Faults(("ArchivePartMegabytes", megabytes)));

    [Theory]
    [InlineData("00:00:09")]
    [InlineData("00:15:01")]
    [InlineData("8 minutes")]
    public void A_time_slice_out_of_bounds_is_refused(string slice) => Assert.Single(Faults(("TimeSlice", slice)));

    [Theory]
    [InlineData("-x")]
    [InlineData("a/b")]
    [InlineData("a/$DeadLetterQueue")]
    public void A_queue_name_that_is_none_is_refused(string name) => Assert.Single(Faults(("ExportQueueName", name)));

    [Fact]
    public void Two_queues_cannot_be_one() => Assert.Contains("two are the same", Assert.Single(Faults(("ExportQueueName", "Deletion-Jobs"))), StringComparison.Ordinal);

    [Fact]
    public void A_connection_of_the_map_that_is_not_set_and_one_that_the_map_does_not_know_are_told()
    {
        var faults = Faults(("Connections__MainDb", null), ("Connections__MainDB2", "Data Source=x"));
        Assert.Contains(faults, f => f.StartsWith("Connections__MainDb is not set", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("Connections__MainDB2 is set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Limits_of_connections_are_those_of_the_settings_or_the_default()
    {
        await using var head = new Head(("ConnectionLimits__MainDb", "2"), ("ConnectionLimits__Files", " "));
        Assert.Equal([new LaneState("MainDb", 2, 0, 1, 0), new LaneState("export-jobs", null, 0, 4, 0), new LaneState("deletion-jobs", null, 0, 4, 0)], head.Services.GetRequiredService<RequestTurns>().Look());
        await using var silent = new Head(("ConnectionLimits__MainDb", null));
        Assert.Equal(4, silent.Services.GetRequiredService<ConnectionLimits>().Of("MainDb"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65")]
    [InlineData("four")]
    [InlineData("-1")]
    public void A_limit_that_is_none_is_told_by_name(string limit) =>
        Assert.StartsWith("ConnectionLimits__MainDb must be a whole number from 1 to 64", Assert.Single(Faults(("ConnectionLimits__MainDb", limit))), StringComparison.Ordinal);

    [Fact]
    public void A_limit_of_a_connection_that_the_map_does_not_know_is_told() =>
        Assert.StartsWith("ConnectionLimits__MainDB2 is set", Assert.Single(Faults(("ConnectionLimits__MainDB2", "4"))), StringComparison.Ordinal);

    [Fact]
    public async Task A_connection_that_its_driver_does_not_understand_is_told_without_its_text()
    {
        await using var head = new Head(("Connections__MainDb", "canary"));
        var fault = Assert.Throws<SettingException>(head.Services.GetRequiredService<SourceSet>);
        Assert.Contains("Connections__MainDb", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_map_that_is_not_there_is_told() =>
        Assert.ThrowsAny<DataMapException>(() => new ServiceCollection().AddDataRights(Head.Configuration(("DataMapPath", "nowhere.json"))));

    [Fact]
    public void Secrets_are_not_shown()
    {
        var settings = HeadSettings.Read(Head.Configuration(("StateStorage__connectionString", "AccountKey=canary"), ("WitnessStorage__connectionString", "AccountKey=canary"), ("ServiceBus", "SharedAccessKey=canary")));
        Assert.DoesNotContain("canary", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_witness_is_reached_in_one_way() => Assert.Equal(
        "The witness: set WitnessStorage__connectionString or WitnessStorage__blobServiceUri, not both.",
        Assert.Single(Faults(("WitnessStorage__blobServiceUri", "https://witness.blob.core.windows.net"))));

    [Theory]
    [InlineData("UseDevelopmentStorage=true", true)]
    [InlineData(null, false)]
    public async Task There_is_a_witness_where_one_is_set(string? connection, bool expected)
    {
        await using var head = new Head(("WitnessStorage__connectionString", connection));
        Assert.Equal(expected, head.Services.GetService<WitnessStore>() is not null);
    }

    [Fact]
    public async Task A_witness_that_its_driver_does_not_understand_is_told_without_its_text()
    {
        await using var head = new Head(("WitnessStorage__connectionString", "canary"));
        var fault = Assert.Throws<SettingException>(head.Services.GetRequiredService<WitnessStore>);
        Assert.Equal("WitnessStorage__connectionString is no storage connection string.", Assert.Single(fault.Faults));
    }

    private static IReadOnlyList<string> Faults(params (string Name, string? Value)[] changes) =>
        Assert.Throws<SettingException>(() => new ServiceCollection().AddDataRights(Head.Configuration(changes))).Faults;
}

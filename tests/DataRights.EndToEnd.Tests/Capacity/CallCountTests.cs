using System.Globalization;
using System.Text.RegularExpressions;
using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Storage.Local;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.EndToEnd.Tests.Capacity;

/// <summary>How often a request asks for state, measured; docs/capacity.md must allow for it, and not by much more.</summary>
public sealed partial class CallCountTests(SampleTemplate template) : DeletionTestBase(template, SourceKind.Sqlite)
{
    [Theory]
    [InlineData(RequestKind.Access, "export")]
    [InlineData(RequestKind.Deletion, "deletion")]
    public async Task The_guide_allows_for_the_calls_that_a_request_makes(RequestKind kind, string row)
    {
        await using var deployment = await DeployAsync();
        CallCounter? counter = null;
        deployment.OpenStore = () =>
        {
            var (store, counting) = CallCounter.Over(new LocalObjectStore(deployment.StateDirectory, deployment.Clock));
            counter = counting;
            return store;
        };
        await using var process = deployment.Start();

        // The first of a day makes what the others find.
        await process.SubmitAsync(kind, "user_id", "3");
        await process.DeliverAllAsync();
        counter!.Take();
        var request = await process.SubmitAsync(kind, "user_id", "4");
        await process.DeliverAllAsync();
        var measured = counter.Take();

        AssertCompleted(await process.ReadAsync(request.Id));
        var told = await ToldAsync(row);
        Assert.True(Within(measured.Reads, told.Reads) && Within(measured.Writes, told.Writes) && Within(measured.Deletes, told.Deletes), $"{measured} measured, {told} in docs/capacity.md.");
    }

    private static bool Within(int measured, int told) => measured <= told && told <= Math.Ceiling(measured * 1.3) + 3;

    private static async Task<(int Reads, int Writes, int Deletes)> ToldAsync(string row)
    {
        var guide = await File.ReadAllTextAsync(RepositoryRoot.Combine("docs", "capacity.md"), Token);
        var match = Row().Matches(guide).Single(m => m.Groups["what"].Value == row);
        int Number(string name) => int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
        return (Number("reads"), Number("writes"), Number("deletes"));
    }

    [GeneratedRegex(@"^\| calls of an? (?<what>\w+) \| (?<reads>\d+) \| (?<writes>\d+) \| (?<deletes>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

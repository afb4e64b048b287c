using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataRights.Cli.Tests.Hosts;
using DataRights.Export;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Kills;

/// <summary>Kills the host (SIGKILL) in the middle of a large export. The next one goes on, and stages little of it again.</summary>
public sealed partial class ExportKillTests(ITestOutputHelper output)
{
    // 280 MB of rows in five resources, of which the archive makes some 150 MB.
    private const int Rows = 200_000;
    private const long KillAt = 70_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("run", "long")]
    public async Task A_large_export_that_is_killed_half_way_redoes_a_resource_at_most()
    {
        using var directory = new TempDirectory();
        var log = RepositoryRoot.Combine("artifacts", "test-results", "kill-export.log");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        var export = new LargeExport(directory);
        await export.WriteAsync(Rows, Token);
        var data = directory.Combine("data");

        string id;
        IReadOnlyList<(int Epoch, int Number, long Size)> before;
        await using (var host = new ServedHost(data, log, export.Arguments))
        {
            await host.WaitUntilHealthyAsync(Token);
            using var answer = await host.Client.PostAsJsonAsync("/api/requests", new { kind = "access", identifiers = new { user_id = "1" } }, Token);
            id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetString()!;
            while (Staged(data).Sum(b => b.Size) < KillAt)
                await Task.Delay(20, Token);

            await host.KillAsync();
            before = Staged(data);
        }

        await using var next = new ServedHost(data, log, export.Arguments);
        await next.WaitUntilHealthyAsync(Token);
        var epoch = before.Max(b => b.Epoch);
        int? first = null;
        JsonElement request;
        do
        {
            await Task.Delay(10, Token);
            first ??= Staged(data).Where(b => b.Epoch > epoch).Select(b => (int?)b.Number).Min();
            request = await next.GetJsonAsync($"/api/requests/{id}", Token);
        }
        while (request.GetProperty("status").GetString() is "queued" or "running");

        Assert.Equal("archived", request.GetProperty("outcome").GetString());
        var redone = before.Where(b => b.Number >= first).Sum(b => b.Size);
        output.WriteLine($"killed with {before.Sum(b => b.Size)} bytes staged, of which {redone} were staged again; the archive has {request.GetProperty("archive").GetProperty("bytes")} bytes");
        Assert.True(first > 0 && redone < 64 * 1024 * 1024, $"{redone} bytes were staged again, from block {first} on.");
        using var archive = await next.GetArchiveAsync(id, new Dictionary<string, string> { ["user_id"] = "1" }, Token);
        await using var zip = File.Create(directory.Combine("archive.zip"));
        await archive.Content.CopyToAsync(zip, Token);
        var report = await ArchiveVerifier.VerifyAsync(zip, Token);
        Assert.Empty(report.Findings);
        Assert.Equal(Rows + 1, report.Rows);
    }

    private static List<(int Epoch, int Number, long Size)> Staged(string data)
    {
        List<(int, int, long)> blocks = [];
        foreach (var file in new DirectoryInfo(data).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            try
            {
                if (Block().Match(file.Name) is { Success: true } match)
                    blocks.Add((Number(match, "epoch"), Number(match, "number"), file.Length));
            }
            catch (FileNotFoundException)
            {
                // Committed meanwhile.
            }
        }

        return blocks;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("e(?<epoch>[0-9]{10})-b(?<number>[0-9]{6})")]
    private static partial Regex Block();
}

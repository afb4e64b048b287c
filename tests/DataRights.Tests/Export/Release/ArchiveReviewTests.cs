using System.IO.Compression;
using System.Security.Cryptography;
using DataRights.Export.Release;
using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Storage;
using Xunit;

namespace DataRights.Tests.Export.Release;

public sealed class ArchiveReviewTests
{
    [Fact]
    public async Task An_archive_is_reviewed_whole_before_it_is_recorded()
    {
        var harness = new ExportHarness();
        long entries = 0;
        harness.Reviews =
        [
            new Review(archive =>
            {
                Assert.Null(harness.Request.Record.Archive);
                using var zip = new ZipArchive(archive.Contents.Single(), ZipArchiveMode.Read, leaveOpen: true);
                entries = zip.Entries.Count;
                return new ArchiveVerdict(null, ["Somebody should look."]);
            }),
        ];

        await harness.RunAsync();

        Assert.True(entries > 5);
        Assert.NotNull(harness.Request.Record.Archive);
        Assert.Contains("Somebody should look.", harness.Request.Record.Findings);
    }

    [Fact]
    public async Task An_archive_that_is_withheld_is_destroyed_and_made_anew_once_an_operator_has_acted()
    {
        var harness = new ExportHarness { Reviews = [new Review(_ => new ArchiveVerdict("not-theirs", ["Rows of others."])), new Review(_ => throw new InvalidOperationException("Not asked."))] };

        var result = await harness.RunAsync();

        Assert.Equal((JobResultKind.Waiting, "not-theirs"), (result.Kind, result.Outcome));
        Assert.Null(harness.Store.Bytes(ObjectNames.Archive(harness.Request.Record.Id)));
        Assert.Null(harness.Request.Record.Archive);
        harness.Reviews = [];
        await harness.ExportAsync();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(long.MaxValue, 2)]
    public async Task A_run_that_stops_after_the_review_of_a_large_archive_does_not_have_it_reviewed_again(long largeFrom, int times)
    {
        var reviewed = 0;
        var harness = new ExportHarness { Options = new() { CheckpointBytes = largeFrom } };
        harness.Reviews =
        [
            new Review(_ =>
            {
                reviewed++;
                return new ArchiveVerdict(null, ["Somebody should look."]) { Facts = new Dictionary<string, string> { ["screened"] = "122" } };
            }),
        ];
        var stopped = harness.Request.Start("users", "7");
        stopped.BeforeRecord = () => throw new IOException("Stopped.");
        await Assert.ThrowsAsync<IOException>(() => harness.RunAsync(stopped));
        Assert.Equal(1, reviewed);

        await harness.RunAsync();

        Assert.Equal(times, reviewed);
        Assert.Contains("Somebody should look.", harness.Request.Record.Findings);
        Assert.Equal("122", Assert.Single(harness.Request.Ledger, e => e.Code == LedgerCodes.Archived).Facts["screened"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(harness.Bytes)), harness.Request.Record.Archive!.Sha256);
    }

    [Fact]
    public async Task The_hash_is_that_of_the_whole_however_the_reader_goes_about_it()
    {
        var token = TestContext.Current.CancellationToken;
        var content = new byte[4 * 1024 * 1024];
        new Random(1).NextBytes(content);
        var expected = Convert.ToHexStringLower(SHA256.HashData(content));
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            await using var reader = new HashingReader(new MemoryStream(content));
            for (var i = 0; i < random.Next(12); i++)
            {
                reader.Position = random.Next(content.Length);
                var target = new byte[random.Next(1, 900_000)];
                var (from, read) = ((int)reader.Position, random.Next(2) == 0 ? reader.Read(target) : await reader.ReadAsync(target, token));
                Assert.True(content.AsSpan(from, read).SequenceEqual(target.AsSpan(0, read)));
            }

            Assert.Equal(expected, await reader.FinishAsync(token));
        }
    }

    private sealed class Review(Func<CommittedArchive, ArchiveVerdict> verdict) : IArchiveReview
    {
        public Task<ArchiveVerdict> ReviewAsync(CommittedArchive archive, CancellationToken cancellationToken) => Task.FromResult(verdict(archive));
    }
}

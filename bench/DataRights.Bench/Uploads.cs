using System.Diagnostics;
using System.Security.Cryptography;
using DataRights.Azure.Storage;
using DataRights.Bench.Measuring;
using DataRights.Export.Archive;
using DataRights.Storage;

namespace DataRights.Bench;

/// <summary>
/// Uploads the same bytes to an Azurite on disk in turns: as an export does (blocks staged while the archive is written, its
/// hash taken on the way, committed at the end) and by one call of the storage client. Each upload has a fresh server.
/// </summary>
internal static class Uploads
{
    /// <summary>How much longer ours may take.</summary>
    private const double Limit = 1.15;

    private const int Rounds = 5;
    private const int WriteBytes = 64 * 1024;
    private const string Name = "archives/upload.zip";

    /// <summary>True when the goal is reached.</summary>
    public static async Task<bool> RunAsync(int megabytes, TextWriter output, CancellationToken cancellationToken)
    {
        var bytes = (long)megabytes << 20;
        var expected = Convert.ToHexStringLower(await SHA256.HashDataAsync(new RepeatedBytes(bytes), cancellationToken));
        var (ours, plain) = (new List<double>(), new List<double>());

        // The first of each warms the runtime up and is not counted.
        for (var round = 0; round <= Rounds; round++)
        {
            var pair = round % 2 == 0
                ? (Ours: await OursAsync(bytes, expected, cancellationToken), Plain: await PlainAsync(bytes, cancellationToken))
                : Swap(await PlainAsync(bytes, cancellationToken), await OursAsync(bytes, expected, cancellationToken));
            if (round > 0)
            {
                ours.Add(pair.Ours);
                plain.Add(pair.Plain);
                output.WriteLine(FormattableString.Invariant($"round {round}: archive path {pair.Ours:f2} s, UploadAsync {pair.Plain:f2} s"));
            }
        }

        var ratio = Median(ours) / Median(plain);
        output.WriteLine(FormattableString.Invariant(
            $"{megabytes} MiB: archive path {Median(ours):f2} s ({megabytes / Median(ours):f0} MiB/s), UploadAsync {Median(plain):f2} s ({megabytes / Median(plain):f0} MiB/s), ratio of medians {ratio:f2} (at most {Limit}), peak memory {PeakMegabytes():f0} MB"));
        return ratio <= Limit;
    }

    private static (double Ours, double Plain) Swap(double plain, double ours) => (ours, plain);

    private static Task<double> OursAsync(long bytes, string expected, CancellationToken cancellationToken) => WithServerAsync(async options =>
    {
        using var store = new BlobObjectStore(options, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        await using var output = new BlockStream(store, Name, epoch: 1);
        var source = new RepeatedBytes(bytes);
        while (source.Position < source.Length)
        {
            await output.WriteAsync(source.Next(WriteBytes), cancellationToken);
        }

        await output.CompleteAsync(cancellationToken);
        var hash = output.Sha256;
        var committed = await output.CommitAsync(WriteCondition.IfAbsent, cancellationToken);
        var seconds = watch.Elapsed.TotalSeconds;

        await using var uploaded = (await store.OpenReadAsync(Name, cancellationToken))!;
        return committed && hash == expected && Convert.ToHexStringLower(await SHA256.HashDataAsync(uploaded, cancellationToken)) == expected
            ? seconds
            : throw new InvalidOperationException("What was uploaded is not what was written.");
    }, cancellationToken);

    private static Task<double> PlainAsync(long bytes, CancellationToken cancellationToken) => WithServerAsync(async options =>
    {
        var blob = BlobConnection.Open(options).GetBlobContainerClient(options.Container).GetBlobClient(Name);
        var watch = Stopwatch.StartNew();
        await blob.UploadAsync(new RepeatedBytes(bytes), cancellationToken);
        return watch.Elapsed.TotalSeconds;
    }, cancellationToken);

    private static async Task<double> WithServerAsync(Func<BlobStoreOptions, Task<double>> upload, CancellationToken cancellationToken)
    {
        using var server = await BenchServer.StartAzuriteAsync(cancellationToken);
        var options = new BlobStoreOptions { ConnectionString = server.Connection };
        using (var store = new BlobObjectStore(options, TimeProvider.System))
        {
            await store.EnsureContainerAsync(cancellationToken);
        }

        return await upload(options);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static double PeakMegabytes() => new Meter().Read(0, "").PeakBytes / 1e6;
}

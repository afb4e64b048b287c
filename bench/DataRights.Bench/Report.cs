using DataRights.Bench.Measuring;
using DataRights.Export.Archive;

namespace DataRights.Bench;

/// <summary>Prints the results as one table and judges what has a limit.</summary>
internal sealed class Report(TextWriter output)
{
    /// <summary>The most resident memory that an export may take, whatever its size.</summary>
    public const long MemoryLimit = 250_000_000;

    /// <summary>How much more memory ten times the rows may take, beside the upload's buffers.</summary>
    private const double Flat = 1.25;

    /// <summary>Blocks on their way and the one being filled: the smaller archive does not fill one, the larger fills them all.</summary>
    private const long UploadBuffers = (BlockStream.DefaultUploadsAtOnce + 1L) * BlockStream.DefaultBlockSize;

    private readonly List<string> failures = [];

    public IReadOnlyList<string> Failures => failures;

    public void Head()
    {
        output.WriteLine("| case | rows | wall s | CPU s | data MB | data MB/s | archive MB | peak MB | longest lock s |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    }

    public void Add(string name, Measurement m) => output.WriteLine(FormattableString.Invariant(
        $"| {name} | {Number(m.Rows)} | {m.WallSeconds:f2} | {Decimals(m.CpuSeconds)} | {Decimals(m.DataBytes / 1e6)} | {Decimals(m.DataBytes / 1e6 / m.WallSeconds)} | {Decimals(m.ArchiveBytes / 1e6)} | {Decimals(m.PeakBytes / 1e6)} | {(m.LongestLock == 0 ? "" : FormattableString.Invariant($"{m.LongestLock:f2}"))} |"));

    public void Judge(string name, Measurement m)
    {
        if (m.PeakBytes > MemoryLimit)
        {
            failures.Add(FormattableString.Invariant($"The export ({name}) took {m.PeakBytes / 1e6:f0} MB; {MemoryLimit / 1e6:f0} MB is the most."));
        }
    }

    public void Judge(Measurement large, Measurement tenth)
    {
        Judge("a million rows", large);
        if (large.PeakBytes > (Flat * tenth.PeakBytes) + UploadBuffers)
        {
            failures.Add(FormattableString.Invariant($"Ten times the rows took {large.PeakBytes / 1e6:f0} MB after {tenth.PeakBytes / 1e6:f0} MB; {Flat} times that and {UploadBuffers / 1e6:f0} MB for blocks is the most."));
        }
    }

    public void Compare(string what, Measurement ours, Measurement theirs) =>
        output.WriteLine(FormattableString.Invariant($"\n{what}: {ours.WallSeconds / theirs.WallSeconds:f2} times the wall time of the work by hand{(theirs.CpuSeconds == 0 ? "" : FormattableString.Invariant($", {ours.CpuSeconds / theirs.CpuSeconds:f2} times the CPU without the server's"))}."));

    /// <summary>What of an export was the check of its archive.</summary>
    public void Check(string what, Measurement m) => output.WriteLine(FormattableString.Invariant(
        $"\n{what}: the check before release took {m.CheckWallSeconds:f2} s of {m.WallSeconds:f2} s ({100 * m.CheckWallSeconds / m.WallSeconds:f0} %), and {m.CheckCpuSeconds:f2} s of {m.CpuSeconds:f2} s of CPU."));

    /// <summary>What a plan said beforehand.</summary>
    public void Planned(string what, Measurement m) => output.WriteLine(FormattableString.Invariant(
        $"\n{what}: planned were {m.PlannedBytes / 1e6:f1} MB in {m.PlannedSeconds} s; it came to {m.ArchiveBytes / 1e6:f1} MB in {m.WallSeconds:f1} s."));

    private static string Number(long value) => value == 0 ? "" : FormattableString.Invariant($"{value:n0}");

    private static string Decimals(double value) => value == 0 ? "" : FormattableString.Invariant($"{value:f1}");
}

using System.Diagnostics;
using System.Globalization;
using DataRights.Bench.Measuring;

namespace DataRights.Bench.Baselines;

/// <summary>Info-ZIP over a directory, at one level for everything.</summary>
internal static class ZipBaseline
{
    /// <summary>Null where <c>zip</c> is not installed.</summary>
    public static async Task<Measurement?> RunAsync(string directory, int level, CancellationToken cancellationToken)
    {
        var zip = Path.Combine(directory, "baseline.zip");
        var script = $"command -v zip >/dev/null || exit 127; cd \"$in\"; TIMEFORMAT='%R %U %S'; time zip -qr{level} \"$out\" uploads";
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardError = true };
        (start.Environment["in"], start.Environment["out"]) = (directory, zip);
        using var process = Process.Start(start)!;
        var times = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode == 127)
        {
            return null;
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"zip ended with exit code {process.ExitCode}. {times}");
        }

        var seconds = times.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).TakeLast(3).Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToList();
        var plain = new DirectoryInfo(Path.Combine(directory, "uploads")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        var made = new Measurement(seconds[0], seconds[1] + seconds[2], 0, 0, plain, new FileInfo(zip).Length, "zipped");
        File.Delete(zip);
        return made;
    }
}

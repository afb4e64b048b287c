using System.Diagnostics;
using System.Globalization;
using DataRights.Bench.Measuring;
using Npgsql;

namespace DataRights.Bench.Baselines;

/// <summary>The same rows as JSON lines by <c>psql</c>'s COPY through <c>gzip -6</c>, table after table, in key order.</summary>
internal static class CopyBaseline
{
    /// <summary>Null where <c>psql</c> or <c>gzip</c> is not installed.</summary>
    public static async Task<Measurement?> RunAsync(int person, string connection, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("data-rights-bench.");
        try
        {
            var copies = HandSql.Rows(person).Select((select, i) =>
                $"psql -Xqc \"copy (select row_to_json(t) from ({select}) t) to stdout\" | tee >(wc -c >\"$out/{i}.size\") | gzip -6 >\"$out/{i}.gz\"");
            var script = $"set -eo pipefail; command -v psql gzip >/dev/null || exit 127; TIMEFORMAT='%R %U %S'; time {{ {string.Join("; ", copies)}; }}";
            var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardError = true };
            start.Environment["out"] = directory.FullName;
            SetConnection(start, new NpgsqlConnectionStringBuilder(connection));
            using var process = Process.Start(start)!;
            var times = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode switch
            {
                0 => Read(times, directory),
                127 => null,
                _ => throw new InvalidOperationException($"psql and gzip ended with exit code {process.ExitCode}. {times}"),
            };
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static Measurement Read(string times, DirectoryInfo directory)
    {
        var seconds = times.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).TakeLast(3).Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToList();
        var json = directory.GetFiles("*.size").Sum(f => long.Parse(File.ReadAllText(f.FullName), CultureInfo.InvariantCulture));
        return new Measurement(seconds[0], seconds[1] + seconds[2], 0, 0, json, directory.GetFiles("*.gz").Sum(f => f.Length), "copied");
    }

    private static void SetConnection(ProcessStartInfo start, NpgsqlConnectionStringBuilder connection)
    {
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = FormattableString.Invariant($"{connection.Port}");
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGPASSWORD"] = connection.Password;
        start.Environment["PGDATABASE"] = connection.Database;
    }
}

using System.IO.Compression;
using System.Security.Cryptography;
using Xunit;

namespace DataRights.Tests.Export.Archive;

/// <summary>Programs of others that read zips. Each prints the SHA-256 of all contents in the archive's order, or fails.</summary>
public static class ZipReaders
{
    public static IReadOnlyList<string> All { get; } =
        ["unzip", "7z", "python3", "bsdtar", "bsdtar from a pipe", "java from a stream", ".NET"];

    public static TheoryData<string> Names { get; } = new(All);

    public static Task<(int ExitCode, string Output)> ReadAsync(string reader, string zip) => reader switch
    {
        "unzip" => Tool.BashAsync(["unzip"], "unzip -tq \"$1\" >&2; unzip -p \"$1\" | sha256sum | cut -c1-64", zip),
        "7z" => Tool.BashAsync(["7z"], "7z t \"$1\" >&2; 7z x -so \"$1\" | sha256sum | cut -c1-64", zip),
        "python3" => Tool.RunAsync("python3", "-c", Python, zip),
        "bsdtar" => Tool.BashAsync(["bsdtar"], "bsdtar -xOf \"$1\" | sha256sum | cut -c1-64", zip),
        "bsdtar from a pipe" => Tool.BashAsync(["bsdtar"], "cat \"$1\" | bsdtar -xOf - | sha256sum | cut -c1-64", zip),
        "java from a stream" => Tool.BashAsync(["java"], "java -XX:TieredStopAtLevel=1 \"$2\" \"$1\"", zip, Path.Combine(Tool.Services, "ReadZip.java")),
        _ => DotnetAsync(zip),
    };

    private const string Python =
        """
        import hashlib, sys, zipfile
        digest = hashlib.sha256()
        with zipfile.ZipFile(sys.argv[1]) as archive:
            for info in archive.infolist():
                with archive.open(info) as content:
                    while block := content.read(1 << 20):
                        digest.update(block)
        print(digest.hexdigest())
        """;

    private static async Task<(int ExitCode, string Output)> DotnetAsync(string path)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[1 << 20];
            await using var zip = await ZipFile.OpenReadAsync(path, TestContext.Current.CancellationToken);
            foreach (var entry in zip.Entries)
            {
                await using var content = await entry.OpenAsync(TestContext.Current.CancellationToken);
                int read;
                while ((read = await content.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0)
                {
                    hash.AppendData(buffer.AsSpan(0, read));
                }
            }

            return (0, Convert.ToHexStringLower(hash.GetHashAndReset()) + "\n");
        }
        catch (InvalidDataException e)
        {
            return (1, e.Message);
        }
    }
}

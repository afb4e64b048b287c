using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DataRights.Bench.Archives;

/// <summary>A person's files, of 8 MiB each: every other one like a photograph, which does not compress, the rest text. The same every time.</summary>
internal static class ArchiveFiles
{
    private const int FileBytes = 8 * ArchiveData.MiB;

    /// <summary>After so many the files' bytes are the same again, under other names: they are links, so that 10 GB take little room.</summary>
    private const int Distinct = 16;

    public static string FolderOf(string root, int person) => Path.Combine(root, "uploads", person.ToString(CultureInfo.InvariantCulture));

    public static async Task WriteAsync(string root, int person, int megabytes, bool linked, CancellationToken cancellationToken)
    {
        var folder = FolderOf(root, person);
        Directory.CreateDirectory(folder);
        var random = new Random(person);
        var count = Math.Max(2, (int)((long)megabytes * ArchiveData.MiB / FileBytes));
        for (var i = 0; i < count; i++)
        {
            var path = PathOf(folder, i);
            if (linked && i >= Distinct)
            {
                using var link = Process.Start("ln", [PathOf(folder, i % Distinct), path]);
                await link.WaitForExitAsync(cancellationToken);
                continue;
            }

            await File.WriteAllBytesAsync(path, i % 2 == 0 ? Noise(random) : Prose(random), cancellationToken);
        }
    }

    private static string PathOf(string folder, int i) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i:D5}.{(i % 2 == 0 ? "jpg" : "txt")}"));

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[FileBytes];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Words of a made-up language, the short ones more often.</summary>
    private static byte[] Prose(Random random)
    {
        var words = Enumerable.Range(0, 4_000).Select(i => new string([.. Enumerable.Range(0, 2 + (i / 400)).Select(_ => (char)('a' + random.Next(26)))])).ToArray();
        var text = new StringBuilder(FileBytes + 64);
        while (text.Length < FileBytes)
        {
            text.Append(words[(int)(words.Length * Math.Pow(random.NextDouble(), 3))]).Append(random.Next(12) == 0 ? ".\n" : " ");
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, FileBytes));
    }
}

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace DataRights.Cli.Tests.Bags;

/// <summary>Builds a sound bag, file by file, that a test then spoils.</summary>
internal sealed class Bag
{
    public List<(string Name, string Content)> Files { get; } = [];

    public static Bag Sound()
    {
        var bag = new Bag();
        const string Users = "[{\"id\":1,\"name\":\"Zoë\"}]";
        bag.Files.Add(("data/index.html", "<!doctype html><title>x</title>"));
        bag.Files.Add(("data/tables/main/users.json", Users));
        bag.Files.Add(("data/files/avatars/100%.png", "png"));
        bag.Files.Add(("data/datapackage.json", $$"""{"resources":[{"name":"users","path":"tables/main/users.json","bytes":{{Encoding.UTF8.GetByteCount(Users)}},"hash":"sha256:{{Sha256(Users)}}"}]}"""));
        bag.Seal();
        return bag;
    }

    /// <summary>Writes the tag files for what is there now.</summary>
    public void Seal()
    {
        Files.RemoveAll(f => !f.Name.StartsWith("data/", StringComparison.Ordinal));
        var manifest = string.Concat(Files.Select(f => $"{Sha256(f.Content)}  {f.Name.Replace("%", "%25", StringComparison.Ordinal)}\n"));
        (string Name, string Content)[] tags =
        [
            ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
            ("bag-info.txt", $"Payload-Oxum: {Files.Sum(f => Encoding.UTF8.GetByteCount(f.Content))}.{Files.Count}\n"),
            ("manifest-sha256.txt", manifest),
        ];
        Files.AddRange(tags);
        Files.Add(("tagmanifest-sha256.txt", string.Concat(tags.Select(t => $"{Sha256(t.Content)}  {t.Name}\n"))));
    }

    public void Replace(string name, Func<string, string> change)
    {
        var at = Files.FindIndex(f => f.Name == name);
        Files[at] = (name, change(Files[at].Content));
    }

    public byte[] ToZip()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in Files)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

using System.Text;
using DataRights.Export.Archive;
using Xunit;

namespace DataRights.Tests.Export.Archive;

public sealed class SafeNamesTests
{
    [Theory]
    [InlineData("photo.jpg", "photo.jpg")]
    [InlineData("a/b/c.txt", "a/b/c.txt")]
    [InlineData("../../x", "__/__/x")]
    [InlineData("/etc/passwd", "etc/passwd")]
    [InlineData("..\\..\\x", "__/__/x")]
    [InlineData("C:\\x", "C_/x")]
    [InlineData("CON", "_CON")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("com¹.log", "_com¹.log")]
    [InlineData("CON .txt", "_CON .txt")]
    [InlineData("COM9.tar.gz", "_COM9.tar.gz")]
    [InlineData("conin$", "_conin$")]
    [InlineData("aux/lpt1/x", "_aux/_lpt1/x")]
    [InlineData("console.txt", "console.txt")]
    [InlineData("...", "___")]
    [InlineData("a./b /c", "a_/b_/c")]
    [InlineData(".hidden", ".hidden")]
    [InlineData("ends. .", "ends___")]
    [InlineData(" lead", "_lead")]
    [InlineData("a\u202Egnp.exe", "a_gnp.exe")]
    [InlineData("a\u0000\nb", "a__b")]
    [InlineData("100%?*\"<>|", "100_______")]
    [InlineData("", "_")]
    [InlineData("e\u0301.txt", "é.txt")]
    public void A_name_becomes_one_that_every_system_can_unpack(string name, string expected) =>
        Assert.Equal("f/" + expected, new SafeNames().Take("f", name));

    [Fact]
    public void A_lone_surrogate_does_not_reach_the_archive() => Assert.Equal("f/a_b", new SafeNames().Take("f", "a\uD800b"));

    [Fact]
    public void Names_that_some_system_takes_for_one_stay_apart()
    {
        var names = new SafeNames();

        Assert.Equal(["a.txt", "A~2.txt", "a~3.txt", "b", "b~2/c", "B~3/d", "B~3/e"],
            new[] { "a.txt", "A.txt", "a.txt", "b", "b/c", "B/d", "B/e" }.Select(n => names.Take("", n)));
    }

    [Fact]
    public void Long_names_are_cut_and_keep_their_extension()
    {
        var names = new SafeNames();

        var path = names.Take("f", new string('é', 500) + ".pdf");
        var deep = names.Take("f", string.Join('/', Enumerable.Repeat("folder", 50)) + "/x.pdf");

        Assert.Equal(82, path.Length);
        Assert.EndsWith(".pdf", path, StringComparison.Ordinal);
        Assert.True(deep.Length < 150);
        Assert.EndsWith("/x.pdf", deep, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_that_differ_at_their_end_only_stay_apart()
    {
        var names = new SafeNames();
        var paths = Enumerable.Range(0, 30).Select(i => names.Take("f", new string('x', 300) + i + ".jpeg")).ToList();

        Assert.Equal(30, paths.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(paths, p => Assert.True(p.Length <= 82 && p.EndsWith(".jpeg", StringComparison.Ordinal), p));
    }

    [Fact]
    public void No_part_of_a_path_is_a_device_of_Windows()
    {
        string[] devices = ["con", "prn", "aux", "nul", "com1", "lpt9", "com¹", "conout$"];
        string[] around = ["", " ", ".", ".txt", "..", " .x", "/", "\\", "_", "~"];
        var random = new Random(9);
        var names = new SafeNames();
        for (var i = 0; i < 5_000; i++)
        {
            var name = string.Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Cased(devices[random.Next(devices.Length)]) + around[random.Next(around.Length)]));

            Assert.All(names.Take("f", name).Split('/'), s => Assert.DoesNotContain(s.Split('.')[0].TrimEnd(), devices, StringComparer.OrdinalIgnoreCase));
        }

        string Cased(string text) => random.Next(2) == 0 ? text : text.ToUpperInvariant();
    }

    [Fact]
    public void Whatever_the_names_the_paths_are_safe_and_never_meet()
    {
        const string alphabet = "aAbB./\\ :%~2éE\u0301\u202E\u0007\uD800";
        var random = new Random(3);
        var names = new SafeNames();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < 20_000; i++)
        {
            var name = new string([.. Enumerable.Range(0, random.Next(7)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            var path = names.Take("f", name);

            Assert.True(seen.Add(path.Normalize(NormalizationForm.FormC)), "Two names met.");
            Assert.All(path.Split('/'), s => Assert.Matches(@"\A[^\x00-\x1f<>:""\\|?*%]*[^\x00-\x1f<>:""\\|?*%. ]\z", s));
        }

        Assert.DoesNotContain(seen, path => seen.Contains(path[..Math.Max(1, path.LastIndexOf('/'))]));
    }
}

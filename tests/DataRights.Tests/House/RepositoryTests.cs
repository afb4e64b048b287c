using System.Text;
using System.Text.RegularExpressions;
using DataRights.Testing.House;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Tests.House;

public sealed partial class RepositoryTests
{
    /// <summary>Files that may hold what looks like a machine's path or a registry, each with its reason.</summary>
    private static readonly Dictionary<string, string> Exempt = new()
    {
        ["tests/DataRights.Tests/House/RepositoryTests.cs"] = "It says what is looked for.",
    };

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    [Theory]
    [InlineData("README.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("LICENSE")]
    public void The_repository_introduces_itself(string name) =>
        Assert.True(new FileInfo(RepositoryRoot.Combine(name)) is { Exists: true, Length: > 0 }, $"There is no {name}.");

    [Fact]
    public void No_file_names_a_package_registry()
    {
        Offenders.None(Findings(RegistryHost()), "mentions of a package registry");
    }

    [Fact]
    public void No_file_names_a_path_of_somebodys_machine()
    {
        var here = new Regex(Regex.Escape(RepositoryRoot.Path) + @"(?![\w-])");

        Offenders.None(Findings(here).Concat(Findings(MachinePath())), "paths of one machine");
    }

    [Theory]
    [InlineData("\"resolved\": \"https://registry.example.org/x.tgz\"", true)]
    [InlineData("<add key=\"feed\" value=\"https://pkgs.nuget.example/v3/index.json\" />", true)]
    [InlineData("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"", false)]
    public void The_rule_for_registries_tells_good_from_bad(string text, bool found) => Assert.Equal(found, RegistryHost().IsMatch(text));

    [Theory]
    [InlineData("cd /home/anna/data-rights", true)]
    [InlineData("\"/root/.nuget/packages\"", true)]
    [InlineData("C:\\Users\\Anna\\x", true)]
    [InlineData("the route /home and /api/requests", false)]
    [InlineData("src/home/page/x", false)]
    public void The_rule_for_paths_tells_good_from_bad(string text, bool found) => Assert.Equal(found, MachinePath().IsMatch(text));

    private static IEnumerable<string> Findings(Regex pattern) =>
        from name in RepositoryFiles.Under("")
        where !Exempt.ContainsKey(name)
        let text = Text(name)
        where text is not null
        from Match match in pattern.Matches(text)
        select $"{name}:{text.AsSpan(0, match.Index).Count('\n') + 1}";

    /// <summary>The file's text; null when it is none.</summary>
    private static string? Text(string name)
    {
        try
        {
            return Strict.GetString(File.ReadAllBytes(RepositoryRoot.Combine(name)));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"https?://(?:[\w-]+\.)*[\w-]*(?:registry|npmjs|nuget|artifactory|nexus|jfrog|pypi)[\w-]*\.", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"(?<![\w./~-])/(?:root|(?:home|work|Users|mnt)/[\w.-]+)/[\w.-]|\b[A-Z]:\\+Users\\")]
    private static partial Regex MachinePath();
}

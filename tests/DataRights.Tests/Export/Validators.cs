using Xunit;

namespace DataRights.Tests.Export;

/// <summary>Programs of others that judge an unpacked archive: exit code and what they print.</summary>
public static class Validators
{
    /// <summary><c>sha256sum</c> over the files that a manifest lists.</summary>
    public static Task<(int ExitCode, string Output)> SumsAsync(string bag, string manifest) =>
        Tool.BashAsync(["sha256sum"], "cd \"$1\"; sha256sum --quiet --strict -c \"$2\" 2>&1", bag, manifest);

    /// <summary><c>bagit-tools</c> over the bag.</summary>
    public static Task<(int ExitCode, string Output)> BagAsync(string bag) => NodeAsync("validate-bag.js", bag);

    /// <summary><c>datapackage</c>, the reference implementation of Data Package, over the payload.</summary>
    public static Task<(int ExitCode, string Output)> PackageAsync(string bag) => NodeAsync("validate-package.js", Path.Combine(bag, "data"));

    /// <summary>The size and number of the payload's files as <c>find</c> sees them, against the stated Payload-Oxum, which <c>bagit-tools</c> does not look at.</summary>
    public static Task<(int ExitCode, string Output)> OxumAsync(string bag) => Tool.BashAsync(["find", "awk"],
        "cd \"$1\"; found=$(find data -type f -printf '%s\n' | awk '{ bytes += $1; files++ } END { printf \"%.0f.%d\", bytes, files }'); grep -qx \"Payload-Oxum: $found\" bag-info.txt", bag);

    private static Task<(int ExitCode, string Output)> NodeAsync(string script, string path)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Tool.Services, "node_modules")), "The npm packages of tests/services are not installed; ./test does it.");
        return Tool.RunAsync("node", Path.Combine(Tool.Services, script), path);
    }
}

using System.Xml.Linq;
using DataRights.Mapping;
using DataRights.Testing.House;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Tests.House;

public sealed class LayersTests
{
    /// <summary>Parts of the base library that the engine leaves to adapters: drivers, HTTP, sockets.</summary>
    private static readonly string[] ForAdapters = ["System.Data", "System.Net", "System.Xml", "System.Web"];

    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["DataRights"] = [],
        ["DataRights.Sql"] = ["DataRights"],
        // Contracts stand in for packages on a partial feed; they are not built on a full one.
        ["DataRights.Azure"] = ["DataRights", "DataRights.Contracts"],
        ["DataRights.Api"] = ["DataRights"],
        ["DataRights.OpenTelemetry"] = ["DataRights"],
        ["DataRights.Functions"] = ["DataRights.Contracts", "DataRights", "DataRights.Sql", "DataRights.Azure", "DataRights.Api", "DataRights.OpenTelemetry"],
        ["DataRights.Cli"] = ["DataRights", "DataRights.Sql", "DataRights.Azure", "DataRights.Api", "DataRights.OpenTelemetry", "DataRights.Samples.PythonPro", "DataRights.Samples.Recipient"],
    };

    [Fact]
    public void The_engine_knows_no_cloud_no_driver_and_no_HTTP()
    {
        // System.Net.Primitives holds IP addresses, which anonymizers truncate.
        string[] allowed = ["Microsoft.Extensions.Logging.Abstractions", "Newtonsoft.Json", "System.Net.Primitives"];
        var references = typeof(DataMap).Assembly.GetReferencedAssemblies().Select(name => name.Name!).ToList();

        Assert.NotEmpty(references);
        Offenders.None(references.Where(name => !allowed.Contains(name) && !IsBaseLibrary(name)), "references of the engine that it may not have");
    }

    [Fact]
    public void The_engine_takes_two_packages()
    {
        var packages = References("DataRights", "PackageReference");

        Assert.Equal(["Microsoft.Extensions.Logging.Abstractions", "Newtonsoft.Json"], packages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Projects_depend_downwards_only()
    {
        var projects = Directory.GetDirectories(RepositoryRoot.Combine("src")).Select(folder => Path.GetFileName(folder)).ToList();
        var wrong = projects.SelectMany(project => References(project, "ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference))
            .Where(reference => !Below.GetValueOrDefault(project, []).Contains(reference))
            .Select(reference => $"{project} → {reference}"));

        Assert.NotEmpty(projects);
        Offenders.None(projects.Where(project => !Below.ContainsKey(project)), "projects of src without a place in the layers");
        Offenders.None(wrong, "project references against the layers");
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(RepositoryRoot.Combine("DataRightsFunctions.sln")).Replace('\\', '/');
        string[] folders = ["src", "samples", "tests"];
        var left = folders.SelectMany(RepositoryFiles.Under)
            .Where(name => name.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains($"\"{name}\"", StringComparison.Ordinal));

        Offenders.None(left, "projects that the solution does not hold");
    }

    private static bool IsBaseLibrary(string name) =>
        (name.StartsWith("System", StringComparison.Ordinal) || name == "Microsoft.CSharp")
        && !ForAdapters.Any(part => name == part || name.StartsWith(part + ".", StringComparison.Ordinal));

    private static List<string> References(string project, string kind) =>
        [.. XDocument.Load(RepositoryRoot.Combine("src", project, project + ".csproj")).Descendants(kind).Select(item => item.Attribute("Include")!.Value)];
}

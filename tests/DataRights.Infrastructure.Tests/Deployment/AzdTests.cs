using DataRights.Infrastructure.Tests.Agreement;
using DataRights.Infrastructure.Tests.Bicep;
using DataRights.Testing.Servers;

namespace DataRights.Infrastructure.Tests.Deployment;

public sealed class AzdTests
{
    private static readonly YamlDotNet.RepresentationModel.YamlMappingNode Azd = Yaml.Load("azure.yaml");

    [Fact]
    public void The_infrastructure_is_where_azd_looks_for_it()
    {
        Assert.Equal("bicep", Azd.Scalar("infra", "provider"));
        var module = $"{Azd.Scalar("infra", "path")}/{Azd.Scalar("infra", "module")}";
        Assert.True(File.Exists(RepositoryRoot.Combine($"{module}.bicep")), module);
        Assert.True(File.Exists(RepositoryRoot.Combine($"{module}.bicepparam")), "azd takes the parameter file that is called like the module.");
        Assert.False(File.Exists(RepositoryRoot.Combine($"{module}.parameters.json")), "Two parameter files would contradict each other.");
    }

    [Fact]
    public async Task The_service_finds_its_project_and_its_app()
    {
        var (name, service) = Assert.Single(Azd.Map("services"));
        Assert.Equal(("dotnet", "function"), (service.Scalar("language"), service.Scalar("host")));
        Assert.Single(Directory.GetFiles(RepositoryRoot.Combine(service.Scalar("project")!), "*.csproj"));
        var tags = (await BicepModel.LoadAsync()).Module("function-app").Resource("app")["tags"]!;
        Assert.Equal(name, tags.Items[1]["azd-service-name"]!.String);
        Assert.Equal("AZURE_RESOURCE_GROUP", (await BicepModel.LoadAsync()).Main.Output("AZURE_RESOURCE_GROUP").Name);
    }

    [Fact]
    public void Hooks_are_there_can_be_run_and_have_line_ends_that_sh_reads()
    {
        var service = Azd.Find("services", "functions");
        var hooks = Azd.Map("hooks").Values.Select(h => h.Scalar("run")!)
            .Concat(service.Map("hooks").Values.Select(h => Path.Combine(service.Scalar("project")!, h.Scalar("run")!)))
            .Select(h => Path.GetFullPath(RepositoryRoot.Combine(h))).ToList();
        Assert.Equal(2, hooks.Count);
        Assert.All(hooks, h => Assert.StartsWith("#!/bin/sh\n", File.ReadAllText(h), StringComparison.Ordinal));
        foreach (var hook in hooks)
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(hook).HasFlag(UnixFileMode.UserExecute), hook);
        }
    }

    [Fact]
    public async Task Hooks_read_what_the_deployment_says()
    {
        var outputs = (await BicepModel.LoadAsync()).Main.Outputs.Select(o => o.Name).ToList();
        foreach (var name in new[] { "AZURE_KEY_VAULT_ID", "DATA_RIGHTS_WEBHOOK_SECRET_NAME" })
        {
            Assert.Contains(name, outputs);
            Assert.Contains(name, Repository.Text("infra-bicep/hooks/make-keys.sh"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_package_takes_the_map_from_the_variable_that_the_hook_looks_at()
    {
        var project = Repository.Text("src/DataRights.Functions/DataRights.Functions.csproj");
        Assert.Contains("<DataMapFile Condition=\"'$(DataMapFile)' == ''\">", project, StringComparison.Ordinal);
        Assert.Contains("${DataMapFile:-}", Repository.Text("infra-bicep/hooks/check-map.sh"), StringComparison.Ordinal);
    }
}

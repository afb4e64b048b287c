using System.Text.RegularExpressions;
using DataRights.Infrastructure.Tests.Agreement;
using DataRights.Testing.House;
using DataRights.Testing.Servers;
using YamlDotNet.RepresentationModel;

namespace DataRights.Infrastructure.Tests.Deployment;

public sealed partial class WorkflowTests
{
    public static TheoryData<string> Files => [.. RepositoryFiles.Under(".github/workflows")];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_workflow_may_no_more_than_it_must(string file)
    {
        var workflow = Yaml.Load(file);
        Assert.Equal(["contents=read"], Permissions(workflow));
        foreach (var (name, job) in workflow.Map("jobs"))
        {
            var permissions = Permissions(job);
            var signsIn = Steps(job).Any(s => s.Scalar("uses")?.StartsWith("azure/login@", StringComparison.Ordinal) == true);
            Assert.Equal(signsIn ? ["contents=read", "id-token=write"] : [], permissions);
            Assert.True(!signsIn || job.Find("environment") is not null, $"{name} signs in outside of an environment.");
            Assert.True(job.Scalar("uses") is not null || job.Scalar("timeout-minutes") is not null, $"{name} may run for ever.");
        }

        Assert.NotNull(workflow.Find("concurrency", "group"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_are_pinned_and_what_a_workflow_names_is_there(string file)
    {
        var workflow = Yaml.Load(file);
        foreach (var uses in workflow.Map("jobs").Values.SelectMany(j => Steps(j).Append(j)).Select(s => s.Scalar("uses")).OfType<string>())
        {
            if (uses.StartsWith("./", StringComparison.Ordinal))
            {
                Assert.True(File.Exists(RepositoryRoot.Combine(uses[2..])), uses);
            }
            else
            {
                Assert.Matches("^[a-z-]+/[a-z-]+@(v[0-9]+|[0-9a-f]{40})$", uses);
            }
        }

        foreach (var path in Paths().Matches(Repository.Text(file)).Select(m => m.Value.TrimEnd('.', ',')).Where(p => !p.Contains('*', StringComparison.Ordinal)))
        {
            Assert.True(File.Exists(RepositoryRoot.Combine(path)), path);
        }

        Assert.All(workflow.Map("jobs").Values.SelectMany(Steps).Select(s => s.Scalar("with", "global-json-file")).OfType<string>(), p => Assert.True(File.Exists(RepositoryRoot.Combine(p))));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_secret_is_kept_and_no_input_of_others_is_run(string file)
    {
        var text = Repository.Text(file);
        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
        Assert.All(Yaml.Load(file).Map("jobs").Values.SelectMany(Steps).Select(s => s.Scalar("run")).OfType<string>(), r => Assert.DoesNotContain("${{", r, StringComparison.Ordinal));
        Assert.All(Yaml.Load(file).Map("jobs").Values.SelectMany(Steps).Where(s => s.Scalar("uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true), s => Assert.Equal("false", s.Scalar("with", "persist-credentials")));
    }

    [Fact]
    public void Only_main_is_deployed_after_the_tests_and_one_deployment_at_a_time()
    {
        var workflow = Yaml.Load(".github/workflows/deploy.yml");
        var deploy = workflow.Find("jobs", "deploy");
        Assert.Equal("test", deploy.Scalar("needs"));
        Assert.Contains("github.ref == 'refs/heads/main'", deploy.Scalar("if"), StringComparison.Ordinal);
        Assert.Equal("false", workflow.Scalar("concurrency", "cancel-in-progress"));
        Assert.Contains("head.repo.full_name == github.repository", workflow.Scalar("jobs", "what-if", "if"), StringComparison.Ordinal);
        Assert.Contains(Steps(workflow.Find("jobs", "what-if")), s => s.Scalar("run")?.Contains("az deployment sub what-if", StringComparison.Ordinal) == true);
        Assert.NotEqual(deploy.Scalar("environment"), workflow.Scalar("jobs", "what-if", "environment"));
    }

    [Fact]
    public void Ci_tests_with_the_command_of_the_readme_and_compiles_the_bicep()
    {
        var jobs = Yaml.Load(".github/workflows/ci.yml").Find("jobs");
        Assert.Contains(Steps(jobs.Find("test")), s => s.Scalar("run") == "./test");
        var bicep = string.Join('\n', Steps(jobs.Find("bicep")).Select(s => s.Scalar("run")));
        Assert.Contains("az bicep lint --file infra-bicep/main.bicep", bicep, StringComparison.Ordinal);
        Assert.Contains("az bicep build-params --file infra-bicep/main.bicepparam", bicep, StringComparison.Ordinal);
        Assert.Contains("for profile in dev prod", bicep, StringComparison.Ordinal);
    }

    private static IReadOnlyList<YamlNode> Steps(YamlNode? job) => job.List("steps");

    private static IEnumerable<string> Permissions(YamlNode node) => node.Map("permissions").Select(p => $"{p.Key}={((YamlScalarNode)p.Value).Value}").Order(StringComparer.Ordinal);

    [GeneratedRegex(@"infra-bicep/[\w./*-]+")]
    private static partial Regex Paths();
}

using DataRights.Testing.House;

namespace DataRights.Infrastructure.Tests.Bicep;

public sealed class ParsingTests
{
    [Fact]
    public async Task Every_bicep_file_parses()
    {
        var model = await BicepModel.LoadAsync();
        Assert.NotEmpty(model.Files);
        Offenders.None(model.Files.SelectMany(f => f.Errors.Select(e => $"{f.Path}:{e.Line}: {e.Text}")), "places that are no Bicep");
    }

    [Theory]
    [InlineData("param a string\nresource x 'A/b@2024-01-01' = {\n  name: a\n", 2)]
    [InlineData("var a = [1, 2]\nvar b = = 3\n", 2)]
    [InlineData("var a = {\n  b: 1\n  ...c\n}\n", 3)]
    [InlineData("output a string = 'b\n", 1)]
    [InlineData("parameter a string\n", 1)]
    public async Task What_is_no_bicep_is_an_error_with_its_line(string text, int line)
    {
        await BicepModel.LoadAsync();
        var file = await ParseAsync("x.bicep", text);
        Assert.Contains(file.Errors, e => e.Line <= line);
    }

    [Fact]
    public async Task Declarations_are_read_with_their_values_decorators_and_comments()
    {
        await BicepModel.LoadAsync();
        var file = await ParseAsync("x.bicep", """
            targetScope = 'subscription'

            // Not this one: a line lies between.

            // Why it is.
            @description('Days.')
            @minValue(1)
            param days int = 14
            @secure()
            param key string
            param hint string?
            var names = ['a', 'b-${days}']
            resource account 'A/b@2024-01-01' = [for (name, i) in names: if (days > 1) {
              name: name
              properties: {
                isOpen: false // never
                'x__y': '''
            raw'''
                id: other!.outputs.id
              }
            }]
            module other 'modules/other.bicep' = {
              params: { a: key, b: account[0].properties.?z ?? 'q' }
            }
            output o string = other.outputs.id
            """);

        Assert.Empty(file.Errors);
        Assert.Equal("subscription", file.TargetScope);
        var days = file.Parameter("days");
        Assert.Equal(("int", 14d, "Days.", "Why it is.", false), (days.Type, days.Value!.Number, days.Description, days.Comment, days.IsRequired));
        Assert.Equal([true, false], new[] { "key", "hint" }.Select(n => file.Parameter(n).IsRequired));
        Assert.True(file.Parameter("key").IsSecure);
        var account = file.Resource("account");
        Assert.Equal(("A/b", "2024-01-01", "days > 1"), (account.Type, account.ApiVersion, account.Condition!.Text));
        Assert.Equal(["name", "i"], account.Loop!.Variables);
        Assert.False(account["properties.isOpen"]!.Boolean);
        Assert.Equal("never", account["properties"]!.Properties[0].Comment);
        Assert.Equal("raw", account["properties.x__y"]!.String);
        Assert.Equal(["other"], account["properties.id"]!.References());
        Assert.Equal(["a", "b"], file.Module("other").Parameters.Select(p => p.Name));
        Assert.Equal("x/modules/other.bicep", (file with { Path = "x/y.bicep" }).Relative(file.Module("other").Path));
        Assert.Equal("other.outputs.id", file.Output("o").Value!.Text);
    }

    [Fact]
    public async Task A_parameter_file_gives_values_to_parameters()
    {
        await BicepModel.LoadAsync();
        var file = await ParseAsync("x.bicepparam", "using './main.bicep'\nparam tags = {\n  a: 'b'\n}\nparam name = readEnvironmentVariable('A', 'c')\n");
        Assert.Empty(file.Errors);
        Assert.Equal("./main.bicep", file.Using);
        Assert.Equal("b", file.Parameter("tags").Value!["a"]!.String);
        Assert.Equal("readEnvironmentVariable", file.Parameter("name").Value!.Name);
    }

    private static async Task<BicepFile> ParseAsync(string path, string text) =>
        (await BicepModel.ParseAsync(new Dictionary<string, string> { [path] = text }, TestContext.Current.CancellationToken)).Files.Single();
}

using System.Text.RegularExpressions;
using DataRights.Cli.Hosting;

namespace DataRights.Cli.Tests.Docs;

/// <summary>Every command line of ours that a page shows is one that the program understands.</summary>
public sealed partial class CommandTests
{
    [Fact]
    public void Commands_in_the_pages_are_understood()
    {
        var told = Guide.All.SelectMany(page => page.Blocks.SelectMany(b => b.Split('\n')).Concat(page.Spans).SelectMany(Commands).Select(c => (page.Name, Command: c))).ToList();
        Assert.True(told.Count > 25, $"{told.Count} commands were found.");
        var offenders = string.Join('\n', told.Where(t => !IsUnderstood(t.Command)).Select(t => $"{t.Name}: {t.Command}"));
        Assert.True(offenders.Length == 0, offenders);
    }

    [Theory]
    [InlineData("./run map grants my-map.json --role r > grants.sql", true)]
    [InlineData("./run", true)]
    [InlineData("./run --azurite", true)]
    [InlineData("./run map grant my-map.json --role r", false)]
    [InlineData("datarights keys rotate seal", false)]
    [InlineData("./run plan --map m.json --connection \"MainDb=…\" --person user_id=17  # comment", true)]
    public void A_command_is_judged_by_the_real_command_line(string line, bool isUnderstood) =>
        Assert.Equal(isUnderstood, Commands(line).All(IsUnderstood) && Commands(line).Any());

    /// <summary>The commands in a line: also those that another command's <c>$(…)</c> holds.</summary>
    private static IEnumerable<string> Commands(string line) => Ours().Matches(line).Select(m => m.Value.Trim());

    private static bool IsUnderstood(string command)
    {
        var words = Word().Matches(command).Select(m => m.Value.Trim('"', '\'')).Skip(1).ToList();
        if (words.Count == 0 || words[0].StartsWith("--azurite", StringComparison.Ordinal))
        {
            words.Insert(0, "serve");
        }

        // Where a page leaves a value out, any will do.
        var filled = words.Select((w, i) => w == "…" ? (i > 0 && words[i - 1].StartsWith("--", StringComparison.Ordinal) ? "NAME=VALUE" : "") : w).Where(w => w.Length > 0);
        return new CommandLineProgram(new HostComposition(), TextWriter.Null, TextWriter.Null, TimeProvider.System).Parse([.. filled]).Errors.Count == 0;
    }

    [GeneratedRegex("""(?<![\w/.-])(?:\./run|datarights)(?=$|[ )])(?:"[^"]*"|[^"#|><)])*""")]
    private static partial Regex Ours();

    [GeneratedRegex("""(?:"[^"]*"|[^\s"])+""")]
    private static partial Regex Word();
}

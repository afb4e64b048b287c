using System.Text.RegularExpressions;
using DataRights.Testing.House;
using Xunit;

namespace DataRights.Tests.House;

public sealed partial class SourceTests
{
    private const int MostLines = 250;
    private const int MostLinesInTheMiddle = 60;

    /// <summary>Files that hold several public types, each with its reason.</summary>
    private static readonly Dictionary<string, string> SeveralTypes = new()
    {
        ["src/DataRights/Mapping/Expressions/Predicate.cs"] = "A closed tree of six one-line records, read together.",
    };

    private static readonly IReadOnlyList<SourceFile> Files = SourceFile.Under("src");

    [Fact]
    public void No_file_is_long_and_the_one_in_the_middle_is_short()
    {
        Offenders.None(Files.Where(file => file.Lines > MostLines).Select(file => $"{file.Name}: {file.Lines} lines"), $"files over {MostLines} lines");

        var middle = Files.Select(file => file.Lines).Order().ElementAt(Files.Count / 2);
        Assert.True(middle <= MostLinesInTheMiddle, $"The median file has {middle} lines; {MostLinesInTheMiddle} is the most.");
    }

    [Fact]
    public void A_file_holds_one_public_type_and_is_named_like_it()
    {
        var wrong = Files
            .Where(file => !SeveralTypes.ContainsKey(file.Name))
            .Select(file => (file.Name, Types: PublicType().Matches(file.Code).Select(match => match.Groups["name"].Value).Distinct().ToList()))
            .Where(file => file.Types.Count > 1 || (file.Types.Count == 1 && file.Types[0] != Path.GetFileName(file.Name).Split('.')[0]))
            .Select(file => $"{file.Name}: {string.Join(", ", file.Types)}");

        Offenders.None(wrong, "files that hold several public types or one of another name");
        Offenders.None(SeveralTypes.Keys.Where(name => !Files.Any(file => file.Name == name)), "exemptions for files that are gone");
    }

    [Fact]
    public void Nothing_waits_for_a_task_without_awaiting_it()
    {
        Offenders.None(Files.SelectMany(file => Blocking().Matches(file.Code).Select(file.At)), "blocking waits");
    }

    [Fact]
    public void A_catch_of_everything_says_when_or_throws_again()
    {
        Offenders.None(Files.SelectMany(file => CatchAll().Matches(file.Code).Where(match => !ThrowsAgain(file.Code, match.Index + match.Length)).Select(file.At)), "catches of everything");
    }

    [Theory]
    [InlineData("try { } catch (Exception e) { Log(e); }", false)]
    [InlineData("try { } catch (System.Exception) { }", false)]
    [InlineData("try { } catch { }", false)]
    [InlineData("try { } catch\n{ if (x) { throw; } }", false)]
    [InlineData("try { } catch (Exception e) when (e is IOException) { }", true)]
    [InlineData("try { } catch (IOException) { }", true)]
    [InlineData("try { } catch\n{ if (x) { Undo(); }\n throw; }", true)]
    [InlineData("// catch (Exception) { }", true)]
    public void The_rule_for_catches_tells_good_from_bad(string text, bool good)
    {
        var code = new SourceFile("x.cs", text).Code;

        Assert.Equal(good, CatchAll().Matches(code).All(match => ThrowsAgain(code, match.Index + match.Length)));
    }

    [Theory]
    [InlineData("var x = task.Result;", true)]
    [InlineData("task.Wait();", true)]
    [InlineData("task.Wait(100);", true)]
    [InlineData("task.GetAwaiter().GetResult()", true)]
    [InlineData("await task.WaitAsync(token);", false)]
    [InlineData("var x = \"task.Result\"; // task.Wait()", false)]
    [InlineData("new Answer { Result = 3 }; Task.FromResult(1)", false)]
    public void The_rule_for_waits_tells_good_from_bad(string text, bool blocks) =>
        Assert.Equal(blocks, Blocking().IsMatch(new SourceFile("x.cs", text).Code));

    private static bool ThrowsAgain(string code, int start)
    {
        var depth = 0;
        for (var i = code.IndexOf('{', start); i >= 0 && i < code.Length; i++)
        {
            depth += code[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return code[start..i].TrimEnd().EndsWith("throw;", StringComparison.Ordinal);
        }

        return false;
    }

    [GeneratedRegex(@"^public (?:(?:sealed|abstract|static|partial|readonly|ref|unsafe) )*(?:class|record struct|record class|record|struct|interface|enum|delegate [\w<>?,\[\] ]+?) (?<name>\w+)\b", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\.Result\b(?!\s*=[^=])|\.Wait\(|\.GetAwaiter\(\)\s*\.GetResult\(|\bTask\.Wait(?:All|Any)\(")]
    private static partial Regex Blocking();

    [GeneratedRegex(@"\bcatch\b\s*(?:\(\s*(?:System\.)?Exception\b[^)]*\)\s*)?(?=\{)")]
    private static partial Regex CatchAll();
}

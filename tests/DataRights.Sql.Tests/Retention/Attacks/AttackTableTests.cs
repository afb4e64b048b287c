using System.Globalization;
using DataRights.Mapping;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Sql.Tests.Retention.Attacks;

/// <summary>The table of attacks in the document is what the attacks measure.</summary>
public sealed class AttackTableTests() : AttackRig(SourceKind.Sqlite)
{
    private const string Begin = "<!-- attacks: measured -->";
    private const string End = "<!-- attacks: end -->";

    [Fact]
    public async Task The_documents_table_is_what_the_attacks_measure()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "anonymization.md"), Token);

        var (from, to) = (document.IndexOf(Begin, StringComparison.Ordinal), document.IndexOf(End, StringComparison.Ordinal));
        Assert.True(from >= 0 && to > from, "The document has no table of attacks.");
        var measured = string.Join('\n', await MeasureAsync());
        Assert.True(measured == document[(from + Begin.Length)..to].Trim(), $"The document should say:\n{measured}");
    }

    private async Task<IReadOnlyList<string>> MeasureAsync()
    {
        var cells = await PublishAsync(Help);
        var enough = Cell.Plain(Visits, Visit.Kept, MinimumPeople);
        await Database.ExecuteAsync("drop table visits");
        var (jointly, apart) = await SubtractAsync();
        var guess = 1d / Visits.Select(v => v.Person).Distinct().Count();
        var (inferred, open, counted) = (Intruders.Infer(cells, Visits), Intruders.Infer(Ungated, Visits), Intruders.Infer(enough, Visits));
        return
        [
            "| attack | it knows | guessing | without gates | as published | bound |",
            "| --- | --- | --- | --- | --- | --- |",
            Row("single out", "any three of country, browser, device, topic, day", guess, Intruders.SingleOut(Ungated, Visits), Intruders.SingleOut(cells, Visits), "at most 1 in 5"),
            Row("link", "country, browser, device, and which of a cell's people it is the day before", guess, Intruders.Link(Ungated, Visits), Intruders.Link(cells, Visits), "at most 1 in 5"),
            $"| infer the topic | any three of country, browser, device, day | {P(inferred.Guessing)} | {P(open.Right.Average)} | {P(inferred.Right.Average)} | none |",
            $"| infer it with certainty | the same | never | {P(open.Certain)} (with people counted only: {P(counted.Certain)}) | {P(inferred.Certain)} | never |",
            Row("subtract half of the people", "all rows of every other person", guess, Intruders.SubtractHalf(Ungated, Visits), Intruders.SubtractHalf(cells, Visits), "none"),
            $"| subtract one table from another | both tables, of one source | | {Alone(apart)} | {Alone(jointly)} | none of fewer than 5 |",
            $"| read the largest contribution off a sum | the table | {P(Intruders.GuessLargest(Visits))} | {P(Intruders.Dominate(enough, Visits, isSecond: false).Right.Average)} | {P(Intruders.Dominate(cells, Visits, isSecond: false).Right.Average)} | never |",
            $"| the same, by the second largest contributor | the table and the own part | {P(Intruders.GuessLargest(Visits))} | {P(Intruders.Dominate(enough, Visits, isSecond: true).Right.Average)} | {P(Intruders.Dominate(cells, Visits, isSecond: true).Right.Average)} | none |",
        ];
    }

    private static string Row(string attack, string knows, double guess, Success ungated, Success gated, string bound) =>
        $"| {attack} | {knows} | {P(guess)} | {P(ungated.Average)}, at most {P(ungated.Highest)} | {P(gated.Average)}, at most {P(gated.Highest)} | {bound} |";

    private static string Alone(IReadOnlyList<int> people) => string.Create(CultureInfo.InvariantCulture, $"{people.Count(p => p < MinimumPeople)} of {people.Count} differences are of fewer than 5 people");

    private static string P(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");
}

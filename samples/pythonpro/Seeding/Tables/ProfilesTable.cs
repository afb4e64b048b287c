using Bogus;
using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class ProfilesTable() : SampleTable(
    "profiles",
    ("user_id", ColumnKind.BigInteger),
    ("display_name", ColumnKind.Text),
    ("bio", ColumnKind.Text),
    ("website", ColumnKind.Text),
    ("birth_year", ColumnKind.Integer),
    ("interests", ColumnKind.TextArray),
    ("preferences", ColumnKind.Json),
    ("updated_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world)
    {
        foreach (var person in world.Active)
        {
            var dice = world.Dice(Name, person.Id);
            if (person.Id <= PythonProPeople.LastNamed || dice.Bool(0.9f))
            {
                yield return
                [
                    person.Id,
                    person.Name,
                    Bio(person.Id) ?? (dice.Bool(0.4f) ? Phrases.Comment(dice) : dice.Bool(0.2f) ? "" : null),
                    dice.Bool(0.15f) ? $"https://example.org/~{person.Id}" : null,
                    dice.Bool(0.3f) ? world.Now.Year - dice.Number(18, 70) : null,
                    Phrases.Interests(dice),
                    Preferences(dice),
                    dice.Between(person.CreatedAt, world.Now),
                ];
            }
        }
    }

    private static string? Bio(long person) => person switch
    {
        PythonProPeople.ScriptTag => HostileTexts.ScriptBreakout,
        PythonProPeople.SpreadsheetFormula => HostileTexts.FormulaLines,
        PythonProPeople.RightToLeft => HostileTexts.RightToLeftText,
        PythonProPeople.Emoji => HostileTexts.EmojiText,
        _ => null,
    };

    private static string Preferences(Randomizer dice) =>
        $$"""{"theme": "{{dice.ArrayElement(["light", "dark"])}}", "editor": {"tabSize": {{dice.Number(1, 2) * 4}}, "vim": {{(dice.Bool(0.1f) ? "true" : "false")}}}, "reminders": [{{dice.Number(6, 22)}}]}""";
}

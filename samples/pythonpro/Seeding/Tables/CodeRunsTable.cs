using Bogus;
using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class CodeRunsTable() : SampleTable(
    "code_runs",
    ("id", ColumnKind.BigInteger),
    ("user_id", ColumnKind.BigInteger),
    ("lesson_id", ColumnKind.BigInteger),
    ("source_code", ColumnKind.Text),
    ("output", ColumnKind.Text),
    ("exit_code", ColumnKind.Integer),
    ("random_seed", ColumnKind.BigInteger),
    ("duration_ms", ColumnKind.Double),
    ("ran_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world)
    {
        var id = 0L;
        foreach (var person in world.Active)
        {
            var dice = world.Dice(Name, person.Id);
            var runs = person.Id switch
            {
                PythonProPeople.Heavy => 300,
                <= PythonProPeople.LastNamed => 5,
                _ => dice.Skewed((int)(6 + (person.Activity * 50))),
            };
            for (var run = 0; run < runs; run++)
            {
                var (source, output, exitCode) = Program(person, dice);
                yield return
                [
                    ++id,
                    person.Id,
                    dice.Bool(0.8f) ? (long)dice.Number(1, Curriculum.Lessons.Count) : null,
                    source,
                    output,
                    exitCode,
                    dice.Long(),
                    Math.Round(dice.Double(0.2, 900), 3),
                    dice.Between(person.CreatedAt, world.Now),
                ];
            }
        }
    }

    private static (string Source, string Output, int ExitCode) Program(Person person, Randomizer dice) => person.Id switch
    {
        PythonProPeople.ScriptTag => ($"print(\"{HostileTexts.ScriptTag}\")\n", HostileTexts.ScriptTag + "\n", 0),
        PythonProPeople.Emoji => ("print('🐍' * 3)\n", "🐍🐍🐍\n", 0),
        _ => Phrases.Program(dice),
    };
}

using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class QuizAnswersTable() : SampleTable(
    "quiz_answers",
    ("id", ColumnKind.BigInteger),
    ("user_id", ColumnKind.BigInteger),
    ("lesson_id", ColumnKind.BigInteger),
    ("question", ColumnKind.Integer),
    ("answer", ColumnKind.Text),
    ("correct", ColumnKind.Boolean),
    ("answered_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world)
    {
        var id = 0L;
        foreach (var person in world.Active)
        {
            var dice = world.Dice(Name, person.Id);
            var lessons = LessonProgressTable.Lessons(world, person);
            for (var lesson = 1L; lesson <= lessons; lesson++)
            {
                var questions = person.Id == PythonProPeople.Heavy ? 5 : dice.Number(0, 3);
                for (var question = 1; question <= questions; question++)
                {
                    yield return
                    [
                        ++id,
                        person.Id,
                        lesson,
                        question,
                        person.Id == PythonProPeople.SpreadsheetFormula ? HostileTexts.Formula : dice.ArrayElement(["a", "b", "c", "len(x)", "x[::-1]", "None", ""]),
                        dice.Bool(0.7f),
                        dice.Between(person.CreatedAt, world.Now),
                    ];
                }
            }
        }
    }
}
